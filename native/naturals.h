// Which integers are never negative.

#pragma once

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstrTypes.h"

namespace bridge {

/// What is taken away from what; the result is within 64 bits.
struct Difference {
  llvm::Value* from;
  llvm::Value* amount;
};

/// The 64-bit integers of a function that are never negative: everywhere, or where a branch has
/// made sure of it. What goes round in loops is taken to be so until something shows that it need
/// not be (the greatest fixed point of a sign analysis; Cousot and Cousot, POPL 1977). The result
/// of a checked operation counts as what it is where the check holds: elsewhere nothing depends on
/// it.
class Naturals {
 public:
  Naturals(llvm::Function& function, llvm::DominatorTree& dominators);

  /// Whether the operand is never negative there.
  bool contains(const llvm::Use& use) const;

 private:
  /// What holds behind an edge: a value is at least another one.
  struct Fact {
    llvm::BasicBlockEdge edge;
    llvm::Value* least;
    /// Whether they differ.
    bool isStrict;
  };

  void addFacts(llvm::Value* condition, bool holds, const llvm::BasicBlockEdge& edge, int depth);
  void addFact(llvm::CmpInst::Predicate predicate, llvm::Value* left, llvm::Value* right,
               const llvm::BasicBlockEdge& edge);
  void settle(llvm::Function& function);
  bool isJustified(llvm::Instruction& value) const;
  bool isJustifiedResult(llvm::Instruction::BinaryOps operation, const llvm::User& operands) const;
  bool isNatural(llvm::Value* value) const;
  bool isNatural(const Difference& difference, const llvm::Use& where) const;
  bool isAtLeast(llvm::Value* value, const llvm::APInt& least, const llvm::Use& where) const;

  llvm::DominatorTree& dominators_;
  llvm::DenseMap<llvm::Value*, llvm::SmallVector<Fact, 2>> facts_;
  llvm::SmallPtrSet<llvm::Value*, 32> naturals_;
};

} // namespace bridge
