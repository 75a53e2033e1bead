// From IR text to optimised IR, assembly or an object file: parse, verify, check what the module
// asks for, give its functions their attributes, optimise for the host, generate code.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace bridge {

/// What is to be compiled.
struct Source {
  std::string ir;
  std::string name;                 // stands in LLVM's messages
  std::vector<std::string> symbols; // helpers the module may call beyond those always there
  std::vector<std::string> exports; // functions to be called from outside; all others: internal
};

/// External variables that any module may declare: what the frame and the lowest address for frames
/// of machine code are is known when a unit is linked. So the same text makes the same object file
/// in each process.
constexpr const char* kFrameSymbol = "frame";
constexpr const char* kStackLimitSymbol = "stack_limit";

/// Machine code as a relocatable object file.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> compileToObject(const Source& source);

/// The module as text after optimisation.
llvm::Expected<std::string> optimizedIr(const Source& source);

/// The module as assembly text.
llvm::Expected<std::string> assembly(const Source& source);

} // namespace bridge
