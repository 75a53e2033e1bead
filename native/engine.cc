#include "engine.h"

#include <unordered_map>

#include "big_stack_thread.h"
#include "errors.h"

namespace bridge {

llvm::Expected<std::unique_ptr<Engine>> Engine::create() {
  installFatalErrorHandler();
  std::unique_ptr<Engine> engine(new Engine);
  engine->machine_ = Machine::create();
  if (!engine->machine_) return fail(code::kHost, "no memory for the stack of machine code");
  return engine;
}

Engine::~Engine() {
  // Units before the sessions they were linked in.
  units_.clear();
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> Engine::generate(const Source& source) {
  if (source.exports.empty()) return fail(code::kArgument, "a unit needs at least one export");
  return generateOnBigStack<std::unique_ptr<llvm::MemoryBuffer>>(
      [&] { return compileToObject(source); });
}

llvm::Expected<const Unit*> Engine::link(std::unique_ptr<llvm::MemoryBuffer> object,
                                         const std::vector<std::string>& exports) {
  auto unit = std::make_unique<Unit>();
  unit->id = nextUnit_++;
  if (llvm::Error error =
          runOnBigStack([&] { return linkHere(std::move(object), exports, *unit); })) {
    return error;
  }
  const std::vector<FunctionRange>& functions = unit->code.functions;
  if (!functions.empty()) {
    machine_->codeMap().add(functions.front().address,
                            functions.back().address + functions.back().size, unit->id,
                            &unit->code.unwind);
  }
  for (uint64_t address : unit->code.exports) {
    unit->entries.push_back(machine_->addEntry(reinterpret_cast<Entry>(address)));
  }
  return (units_[unit->id] = std::move(unit)).get();
}

llvm::Error Engine::linkHere(std::unique_ptr<llvm::MemoryBuffer> object,
                             const std::vector<std::string>& exports, Unit& unit) {
  if (!session_ || session_->broken()) {
    llvm::Expected<std::unique_ptr<Session>> session = Session::create();
    if (!session) return session.takeError();
    session_ = std::move(*session);
  }
  const Places places{machine_->frame(), machine_->stackLimit()};
  llvm::Expected<LinkedCode> code =
      session_->link(std::move(object), "unit." + std::to_string(unit.id), exports, places);
  if (!code) return code.takeError();
  unit.session = session_;
  unit.code = std::move(*code);
  return llvm::Error::success();
}

llvm::Expected<bool> Engine::release(int32_t id) {
  auto found = units_.find(id);
  if (found == units_.end()) return false;
  std::unique_ptr<Unit> unit = std::move(found->second);
  units_.erase(found);
  for (int32_t entry : unit->entries) machine_->removeEntry(entry);
  machine_->codeMap().remove(id);
  // A broken session cannot free anything; its code just stays.
  if (unit->session->broken()) return true;
  if (llvm::Error error = runOnBigStack([&] { return unit->session->unlink(unit->code); })) {
    return error;
  }
  return true;
}

llvm::Expected<Trace> Engine::trace() {
  Trace trace;
  std::unordered_map<uint64_t, int32_t> known;
  llvm::Error problem = runOnBigStack([&] {
    return catchFatal(code::kLink, [&]() -> llvm::Error {
      for (uint64_t address : machine_->backtrace()) {
        auto [entry, isNew] = known.try_emplace(address, trace.frames.size());
        trace.sequence.push_back(entry->second);
        if (!isNew) continue;
        auto unit = units_.find(machine_->codeMap().unitAt(address - 1));
        if (unit == units_.end()) {
          trace.frames.push_back({SourceFrame{}}); // released since
          continue;
        }
        Unit& owner = *unit->second;
        if (!owner.symbolizer) owner.symbolizer = std::make_unique<Symbolizer>(owner.code);
        trace.frames.push_back(owner.symbolizer->framesAt(address));
      }
      return llvm::Error::success();
    });
  });
  if (problem) return problem;
  return trace;
}

} // namespace bridge
