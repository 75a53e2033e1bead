// The machine this process runs on, as LLVM sees it.
#pragma once

#include <memory>
#include <string>

#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace bridge {

/// What code is generated for. The same for the whole life of the process.
struct Host {
  std::string triple;
  std::string cpu;
  std::string features; // "+avx2,-sse4a,...", as the attribute "target-features" wants it
};

/// Initialises LLVM's native target on first use.
const Host& host();

/// Makes a target machine for the host. `verbose` puts comments into assembly text.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createTargetMachine(bool verbose = false);

} // namespace bridge
