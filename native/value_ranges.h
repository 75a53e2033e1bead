// Which values integers in a loop can have, given bounds for what it does not compute itself.

#pragma once

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/ConstantRange.h"

namespace bridge {

/// Ranges of integers in an innermost loop. What comes from outside is assumed to be within
/// `bound`, and the number of trips to be neither negative nor above it; whoever uses the ranges
/// has to make sure of it.
class ValueRanges {
 public:
  ValueRanges(const llvm::Loop& loop, llvm::ScalarEvolution& evolution, const llvm::SCEV* trips,
              const llvm::ConstantRange& bound)
      : loop_(loop), evolution_(evolution), trips_(trips), bound_(bound) {}

  /// The range of an integer; the full one if nothing is known.
  llvm::ConstantRange of(llvm::Value* value);

  /// Whether the condition certainly has the value.
  bool isAlways(llvm::Value* condition, bool value);

  /// Whether the operation, one of `+ - *`, stays within 64 signed bits.
  bool cannotOverflow(llvm::Instruction::BinaryOps operation, llvm::Value* left,
                      llvm::Value* right);

  /// What was assumed to be within the bound and is not known to be.
  llvm::ArrayRef<llvm::Value*> assumed() const { return assumed_.getArrayRef(); }

  /// What is within narrower bounds because of what was assumed of another value.
  llvm::ArrayRef<llvm::Value*> derived() const { return derived_.getArrayRef(); }

  /// Whether something was assumed of the number of trips.
  bool assumesTrips() const { return assumesTrips_; }

 private:
  llvm::ConstantRange compute(llvm::Value* value);
  llvm::Optional<llvm::ConstantRange> ofSumWithConstant(llvm::Value* value);
  llvm::ConstantRange ofOutside(llvm::Value* value);
  llvm::ConstantRange ofTrips();
  llvm::ConstantRange ofHeaderPhi(llvm::PHINode& phi);
  llvm::Optional<llvm::ConstantRange> byExitCondition(llvm::Value* next,
                                                      const llvm::ConstantRange& step,
                                                      const llvm::ConstantRange& from);
  llvm::ConstantRange ofOperation(llvm::Instruction::BinaryOps operation, llvm::Value* left,
                                  llvm::Value* right, bool checked);
  /// By how much a value differs from the phi that it is computed from in one trip.
  llvm::Optional<llvm::ConstantRange> stepFrom(llvm::PHINode& phi, llvm::Value* value, int depth);

  const llvm::Loop& loop_;
  llvm::ScalarEvolution& evolution_;
  const llvm::SCEV* trips_;
  const llvm::ConstantRange bound_;
  llvm::DenseMap<llvm::Value*, llvm::ConstantRange> known_;
  llvm::SetVector<llvm::Value*> assumed_;
  llvm::SetVector<llvm::Value*> derived_;
  bool assumesTrips_ = false;
};

} // namespace bridge
