// Integer division by the unit that divides floats.

#pragma once

#include "llvm/IR/PassManager.h"

namespace bridge {

/// Divides integers below 2^32 as floats where a loop does not wait for the result: the processor
/// divides more floats than integers in a given time, but each one takes longer.
class FloatDivisionPass : public llvm::PassInfoMixin<FloatDivisionPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
};

} // namespace bridge
