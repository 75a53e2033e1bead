// Overflow checks that cannot fail.

#pragma once

#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PassManager.h"

namespace bridge {

/// Replaces a signed operation that cannot overflow by a plain one. `naturals`: whether neither its
/// operands nor its result are ever negative.
void dropCheck(llvm::WithOverflowInst& checked, bool naturals);

/// Drops what only negative numbers need where there are none: whether a difference overflows,
/// whether an index counts from the end, the rounding of divisions.
class DropChecksPass : public llvm::PassInfoMixin<DropChecksPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
