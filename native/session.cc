#include "session.h"

#include <algorithm>

#include "errors.h"
#include "helpers.h"
#include "llvm/ExecutionEngine/Orc/RTDyldObjectLinkingLayer.h"
#include "llvm/Object/ELFObjectFile.h"
#include "pipeline.h"
#include "target.h"
#include "unit_memory.h"

namespace bridge {

using llvm::object::SectionRef;
using llvm::object::SymbolRef;

llvm::Expected<std::unique_ptr<Session>> Session::create() {
  std::unique_ptr<Session> session(new Session);
  Session* self = session.get();
  llvm::orc::JITTargetMachineBuilder machine{llvm::Triple(host().triple)};
  machine.setCPU(host().cpu);
  auto makeLayer =
      [self](llvm::orc::ExecutionSession& orc,
             const llvm::Triple&) -> llvm::Expected<std::unique_ptr<llvm::orc::ObjectLayer>> {
    auto layer = std::make_unique<llvm::orc::RTDyldObjectLinkingLayer>(orc, [self] {
      return std::make_unique<UnitMemory>(
          [self](llvm::StringRef section) { self->linking_->unwind = UnwindTable(section); });
    });
    layer->setNotifyLoaded([self](llvm::orc::MaterializationResponsibility&,
                                  const llvm::object::ObjectFile& object,
                                  const llvm::RuntimeDyld::LoadedObjectInfo& info) {
      self->noteLoaded(object, info);
    });
    return layer;
  };
  llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> jit =
      llvm::orc::LLJITBuilder()
          .setJITTargetMachineBuilder(std::move(machine))
          .setObjectLinkingLayerCreator(makeLayer)
          // No platform: units have no constructors, and process symbols stay out of reach.
          .setPlatformSetUp([](llvm::orc::LLJIT&) { return llvm::Error::success(); })
          .create();
  if (!jit) return withCode(jit.takeError(), code::kHost);
  session->jit_ = std::move(*jit);
  session->jit_->getExecutionSession().setErrorReporter([self](llvm::Error error) {
    if (!self->reported_.empty()) self->reported_ += '\n';
    self->reported_ += llvm::toString(std::move(error));
  });
  if (llvm::Error error = session->defineHelpers()) return error;
  return session;
}

Session::~Session() {
  // The destructor of a broken one could wait for ever for a lock.
  if (broken_) static_cast<void>(jit_.release());
}

llvm::Error Session::defineHelpers() {
  llvm::Expected<llvm::orc::JITDylib&> dylib = jit_->createJITDylib("helpers");
  if (!dylib) return withCode(dylib.takeError(), code::kHost);
  helpers_ = &*dylib;
  llvm::orc::SymbolMap symbols;
  for (const Helper& helper : helpers()) {
    if (!helper.address) continue;
    symbols[jit_->mangleAndIntern(helper.name)] =
        llvm::JITEvaluatedSymbol(llvm::pointerToJITTargetAddress(helper.address),
                                 llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable);
  }
  return withCode(dylib->define(llvm::orc::absoluteSymbols(std::move(symbols))), code::kHost);
}

llvm::Expected<LinkedCode> Session::link(std::unique_ptr<llvm::MemoryBuffer> object,
                                         const std::string& name,
                                         const std::vector<std::string>& exports,
                                         const Places& places) {
  LinkedCode code;
  reported_.clear();
  linking_ = &code;
  llvm::Error error = catchFatal(
      code::kLink,
      [&]() -> llvm::Error {
        llvm::Expected<llvm::orc::JITDylib&> dylib = jit_->createJITDylib(name);
        if (!dylib) return dylib.takeError();
        code.dylib = &*dylib;
        return linkInto(code, std::move(object), exports, places);
      },
      &broken_);
  linking_ = nullptr;
  if (!error) return code;

  std::string text = llvm::toString(std::move(error));
  // ORC returns "Failed to materialize symbols" and reports the cause.
  if (!reported_.empty()) text = reported_ + "\n" + text;
  if (!broken_ && code.dylib) llvm::consumeError(unlink(code));
  return fail(code::kLink, text);
}

llvm::Error Session::linkInto(LinkedCode& code, std::unique_ptr<llvm::MemoryBuffer> object,
                              const std::vector<std::string>& exports, const Places& places) {
  llvm::orc::SymbolMap addresses{
      {jit_->mangleAndIntern(kFrameSymbol), {places.frame, llvm::JITSymbolFlags::Exported}},
      {jit_->mangleAndIntern(kStackLimitSymbol),
       {places.stackLimit, llvm::JITSymbolFlags::Exported}}};
  if (llvm::Error error = code.dylib->define(llvm::orc::absoluteSymbols(std::move(addresses)))) {
    return error;
  }
  code.dylib->addToLinkOrder(*helpers_);
  if (llvm::Error error = jit_->addObjectFile(*code.dylib, std::move(object))) return error;
  for (const std::string& name : exports) {
    llvm::Expected<llvm::JITEvaluatedSymbol> symbol = jit_->lookup(*code.dylib, name);
    if (!symbol) return symbol.takeError();
    code.exports.push_back(symbol->getAddress());
  }
  return llvm::Error::success();
}

llvm::Error Session::unlink(LinkedCode& code) {
  reported_.clear();
  return catchFatal(
      code::kLink,
      [&]() -> llvm::Error {
        llvm::orc::ExecutionSession& orc = jit_->getExecutionSession();
        if (llvm::Error error = orc.removeJITDylib(*code.dylib)) return error;
        code.dylib = nullptr;
        orc.getSymbolStringPool()->clearDeadEntries();
        return llvm::Error::success();
      },
      &broken_);
}

void Session::noteLoaded(const llvm::object::ObjectFile& object,
                         const llvm::RuntimeDyld::LoadedObjectInfo& info) {
  linking_->debugObject = info.getObjectForDebug(object);
  const llvm::object::ObjectFile* loaded = linking_->debugObject.getBinary();
  if (!loaded) return;
  for (const llvm::object::ELFSymbolRef& symbol :
       llvm::cast<llvm::object::ELFObjectFileBase>(loaded)->symbols()) {
    llvm::Expected<SymbolRef::Type> type = symbol.getType();
    llvm::Expected<llvm::StringRef> name = symbol.getName();
    llvm::Expected<uint64_t> address = symbol.getAddress();
    if (type && name && address && *type == SymbolRef::ST_Function && symbol.getSize()) {
      linking_->functions.push_back({name->str(), *address, symbol.getSize()});
    }
    llvm::consumeError(type.takeError());
    llvm::consumeError(name.takeError());
    llvm::consumeError(address.takeError());
  }
  std::sort(linking_->functions.begin(), linking_->functions.end(),
            [](const FunctionRange& a, const FunctionRange& b) { return a.address < b.address; });
}

} // namespace bridge
