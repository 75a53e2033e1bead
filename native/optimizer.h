// The passes that a module goes through before code generation.

#pragma once

#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace bridge {

void optimize(llvm::Module& module, llvm::TargetMachine& machine);

} // namespace bridge
