// Loops that had better not be vectorised.

#pragma once

#include "llvm/IR/PassManager.h"

namespace bridge {

/// Keeps the vectoriser from loops that write to places apart from each other. Processors have an
/// instruction for that, which takes longer than single writes, and whoever soon reads what it has
/// written waits for it.
class StridedStoresPass : public llvm::PassInfoMixin<StridedStoresPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
