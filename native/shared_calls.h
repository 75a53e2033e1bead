// Calls that were already made on some of the ways that lead to them.

#pragma once

#include "llvm/IR/PassManager.h"

namespace bridge {

/// Calls a function that only computes once where a way leads over the same call twice: partial
/// redundancy elimination (Morel and Renvoise, CACM 1979), for calls only, and only where each way
/// makes the call right away, so that none is made earlier than something else that may fail.
/// Recursions that are inlined into themselves are full of such calls.
class SharedCallsPass : public llvm::PassInfoMixin<SharedCallsPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
