// Loops whose checks cannot fail while numbers are small.

#pragma once

#include "llvm/IR/PassManager.h"

namespace bridge {

/// Makes a second version of an innermost loop that checks its arithmetic, without these checks,
/// for when what goes into the loop is so small that they cannot fail. The vectoriser can take that
/// one.
class LoopVersioningPass : public llvm::PassInfoMixin<LoopVersioningPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
