// The ORC session of one Node environment: takes object files and makes them runnable units, each
// in a JITDylib of its own, so that names never clash and it can go away alone (the dylib's default
// resource tracker is the unit's).
//
// ORC only links here; code is generated before (pipeline.h), outside of ORC's locks. A fatal
// error of LLVM while linking may leave those locks held: such a session is set aside for good.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/Error.h"
#include "unwind_table.h"

namespace bridge {

/// A function of a unit, as its object file names it.
struct FunctionRange {
  std::string name;
  uint64_t address;
  uint64_t size;
};

/// What linking an object file gave.
struct LinkedCode {
  llvm::orc::JITDylib* dylib = nullptr;
  std::vector<uint64_t> exports;        // addresses, in the order asked for
  std::vector<FunctionRange> functions; // by address
  UnwindTable unwind;
  /// The object as loaded, for the symbolizer: its debug information with final addresses.
  llvm::object::OwningBinary<llvm::object::ObjectFile> debugObject;
};

/// The addresses that pipeline.h has names for.
struct Places {
  uint64_t frame;
  uint64_t stackLimit;
};

class Session {
 public:
  ~Session();
  static llvm::Expected<std::unique_ptr<Session>> create();

  /// Links an object file. `name` must be unique in this session.
  llvm::Expected<LinkedCode> link(std::unique_ptr<llvm::MemoryBuffer> object,
                                  const std::string& name, const std::vector<std::string>& exports,
                                  const Places& places);

  /// Frees the code.
  llvm::Error unlink(LinkedCode& code);

  /// Whether a fatal error happened inside; nothing more may be asked of this session.
  bool broken() const { return broken_; }

 private:
  Session() = default;
  llvm::Error defineHelpers();
  llvm::Error linkInto(LinkedCode& code, std::unique_ptr<llvm::MemoryBuffer> object,
                       const std::vector<std::string>& exports, const Places& places);
  void noteLoaded(const llvm::object::ObjectFile& object,
                  const llvm::RuntimeDyld::LoadedObjectInfo& info);

  std::unique_ptr<llvm::orc::LLJIT> jit_;
  llvm::orc::JITDylib* helpers_ = nullptr;
  LinkedCode* linking_ = nullptr; // set while link() runs
  std::string reported_;          // what ORC reported meanwhile, beside the error it returns
  bool broken_ = false;
};

} // namespace bridge
