// Everything the bridge can do, without Node: one Engine per Node environment, called by that
// environment's thread. addon.cc only translates between it and JavaScript values.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "machine.h"
#include "pipeline.h"
#include "session.h"
#include "symbolizer.h"

namespace bridge {

/// A unit of machine code that can be invoked until it is released.
struct Unit {
  int32_t id;
  std::vector<int32_t> entries; // ids for Machine::invoke(), one per export
  std::shared_ptr<Session> session;
  LinkedCode code;
  std::unique_ptr<Symbolizer> symbolizer; // made when first needed
};

/// The backtrace of the last exit, with each distinct address explained once.
struct Trace {
  std::vector<std::vector<SourceFrame>> frames; // per distinct address; innermost first
  std::vector<int32_t> sequence;                // per machine frame, innermost first: its index
};

class Engine {
 public:
  static llvm::Expected<std::unique_ptr<Engine>> create();
  ~Engine();

  Machine& machine() { return *machine_; }

  /// Machine code of the source as an object file, for link() of this or another process.
  static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> generate(const Source& source);

  /// Makes a unit of an object file that generate() has made. The unit stays the engine's.
  llvm::Expected<const Unit*> link(std::unique_ptr<llvm::MemoryBuffer> object,
                                   const std::vector<std::string>& exports);

  /// Frees a unit; false if there is no such unit (any more).
  llvm::Expected<bool> release(int32_t unit);

  llvm::Expected<Trace> trace();

 private:
  Engine() = default;
  llvm::Error linkHere(std::unique_ptr<llvm::MemoryBuffer> object,
                       const std::vector<std::string>& exports, Unit& unit);

  std::unique_ptr<Machine> machine_;
  std::shared_ptr<Session> session_; // made for the first unit
  std::map<int32_t, std::unique_ptr<Unit>> units_;
  int32_t nextUnit_ = 0;
};

} // namespace bridge
