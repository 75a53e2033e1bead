// Overflow checks that cannot fail.

#pragma once

#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PassManager.h"

namespace bridge {

/// Replaces a signed operation that cannot overflow by a plain one. `naturals`: whether neither its
/// operands nor its result are ever negative.
void dropCheck(llvm::WithOverflowInst& checked, bool naturals);

/// Makes a difference of numbers that are never negative a plain one: it cannot overflow. Loops
/// know that of their bounds, which the optimiser's value ranges do not tell.
class DropChecksPass : public llvm::PassInfoMixin<DropChecksPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
