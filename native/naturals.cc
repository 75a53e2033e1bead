#include "naturals.h"

#include "integer_operation.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

namespace bridge {

using namespace llvm::PatternMatch;
using llvm::APInt;
using llvm::BasicBlockEdge;
using llvm::ConstantInt;
using llvm::Instruction;
using llvm::None;
using llvm::Optional;
using llvm::Use;
using llvm::Value;

namespace {

/// How deep conditions may be nested.
constexpr int kMostDepth = 4;

/// Whether the value is a difference, or a sum with a negative constant.
Optional<Difference> differenceOf(Value* value) {
  const Optional<IntegerOperation> operation = operationOf(value);
  if (!operation || !(operation->tellsSigned || operation->noSignedWrap)) return None;
  if (operation->opcode == Instruction::Sub) return Difference{operation->left, operation->right};
  auto* constant = llvm::dyn_cast<ConstantInt>(operation->right);
  if (operation->opcode != Instruction::Add || !constant || !constant->isNegative()) return None;
  return Difference{operation->left,
                    ConstantInt::get(constant->getContext(), -constant->getValue())};
}

} // namespace

Naturals::Naturals(llvm::Function& function, llvm::DominatorTree& dominators)
    : dominators_(dominators) {
  for (llvm::BasicBlock& block : function) {
    auto* branch = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
    if (!branch || !branch->isConditional()) continue;
    if (branch->getSuccessor(0) == branch->getSuccessor(1)) continue;
    for (unsigned i : {0u, 1u}) {
      addFacts(branch->getCondition(), i == 0, {&block, branch->getSuccessor(i)}, 0);
    }
  }
  settle(function);
}

void Naturals::addFacts(Value* condition, bool holds, const BasicBlockEdge& edge, int depth) {
  Value *left, *right;
  llvm::ICmpInst::Predicate predicate;
  if (match(condition, m_ICmp(predicate, m_Value(left), m_Value(right)))) {
    if (!left->getType()->isIntegerTy(64)) return;
    if (!holds) predicate = llvm::ICmpInst::getInversePredicate(predicate);
    addFact(predicate, left, right, edge);
    addFact(llvm::ICmpInst::getSwappedPredicate(predicate), right, left, edge);
    return;
  }
  const bool both = holds ? match(condition, m_LogicalAnd(m_Value(left), m_Value(right)))
                          : match(condition, m_LogicalOr(m_Value(left), m_Value(right)));
  if (!both || depth == kMostDepth) return;
  addFacts(left, holds, edge, depth + 1);
  addFacts(right, holds, edge, depth + 1);
}

void Naturals::addFact(llvm::CmpInst::Predicate predicate, Value* left, Value* right,
                       const BasicBlockEdge& edge) {
  if (llvm::isa<llvm::Constant>(left)) return;
  switch (predicate) {
    case llvm::CmpInst::ICMP_SGT:
      facts_[left].push_back({edge, right, true});
      break;
    case llvm::CmpInst::ICMP_SGE:
    case llvm::CmpInst::ICMP_EQ:
      facts_[left].push_back({edge, right, false});
      break;
    // What is below a natural number without signs is one, too.
    case llvm::CmpInst::ICMP_ULT:
    case llvm::CmpInst::ICMP_ULE:
      if (llvm::isKnownNonNegative(right, edge.getStart()->getModule()->getDataLayout())) {
        facts_[left].push_back({edge, ConstantInt::get(left->getType(), 0), false});
      }
      break;
    default:
      break;
  }
}

void Naturals::settle(llvm::Function& function) {
  llvm::SmallVector<Instruction*, 32> open;
  const llvm::DataLayout& layout = function.getParent()->getDataLayout();
  for (llvm::BasicBlock* block : llvm::ReversePostOrderTraversal<llvm::Function*>(&function)) {
    for (Instruction& value : *block) {
      if (!value.getType()->isIntegerTy(64)) continue;
      naturals_.insert(&value);
      if (!llvm::isKnownNonNegative(&value, layout)) open.push_back(&value);
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (Instruction*& value : open) {
      if (!value || isJustified(*value)) continue;
      naturals_.erase(value);
      value = nullptr;
      changed = true;
    }
  }
}

bool Naturals::isNatural(Value* value) const {
  if (auto* constant = llvm::dyn_cast<ConstantInt>(value)) return !constant->isNegative();
  return llvm::isa<llvm::UndefValue>(value) || naturals_.count(value) != 0;
}

bool Naturals::contains(const Use& use) const {
  if (isNatural(use.get()) || isAtLeast(use.get(), APInt(64, 0), use)) return true;
  const Optional<Difference> difference = differenceOf(use.get());
  return difference && isNatural(*difference, use);
}

/// Whether a branch that is always taken before says so.
bool Naturals::isAtLeast(Value* value, const APInt& least, const Use& where) const {
  auto found = facts_.find(value);
  if (found == facts_.end()) return false;
  return llvm::any_of(found->second, [&](const Fact& fact) {
    auto* constant = llvm::dyn_cast<ConstantInt>(fact.least);
    const bool isEnough = constant ? constant->getValue().sge(fact.isStrict ? least - 1 : least)
                                   : least.isZero() && isNatural(fact.least);
    return isEnough && dominators_.dominates(fact.edge, where);
  });
}

bool Naturals::isNatural(const Difference& difference, const Use& where) const {
  if (auto* constant = llvm::dyn_cast<ConstantInt>(difference.amount)) {
    return constant->getValue().isStrictlyPositive() &&
           isAtLeast(difference.from, constant->getValue(), where);
  }
  auto found = facts_.find(difference.from);
  if (found == facts_.end()) return false;
  return llvm::any_of(found->second, [&](const Fact& fact) {
    return fact.least == difference.amount && dominators_.dominates(fact.edge, where);
  });
}

bool Naturals::isJustifiedResult(Instruction::BinaryOps operation,
                                 const llvm::User& operands) const {
  const Use &left = operands.getOperandUse(0), &right = operands.getOperandUse(1);
  switch (operation) {
    case Instruction::Add:
    case Instruction::Mul:
    case Instruction::SDiv:
    case Instruction::Or:
    case Instruction::Xor:
      return contains(left) && contains(right);
    case Instruction::And:
    case Instruction::URem:
      return contains(left) || contains(right);
    case Instruction::SRem:
    case Instruction::UDiv:
    case Instruction::AShr:
    case Instruction::LShr:
      return contains(left);
    default:
      return false;
  }
}

bool Naturals::isJustified(Instruction& value) const {
  if (auto* phi = llvm::dyn_cast<llvm::PHINode>(&value)) {
    return llvm::all_of(phi->incoming_values(), [&](const Use& use) { return contains(use); });
  }
  if (llvm::isa<llvm::SelectInst>(value)) {
    return contains(value.getOperandUse(1)) && contains(value.getOperandUse(2));
  }
  if (llvm::isa<llvm::FreezeInst>(value)) return contains(value.getOperandUse(0));
  const Optional<Difference> difference = differenceOf(&value);
  if (difference && isNatural(*difference, value.getOperandUse(0))) return true;
  if (auto* binary = llvm::dyn_cast<llvm::BinaryOperator>(&value)) {
    const Instruction::BinaryOps operation = binary->getOpcode();
    if (llvm::isa<llvm::OverflowingBinaryOperator>(binary) && !binary->hasNoSignedWrap())
      return false;
    return isJustifiedResult(operation, *binary);
  }
  Value* pair;
  if (match(&value, m_ExtractValue<0>(m_Value(pair)))) {
    auto* checked = llvm::dyn_cast<llvm::WithOverflowInst>(pair);
    return checked && checked->isSigned() && isJustifiedResult(checked->getBinaryOp(), *checked);
  }
  auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&value);
  if (!call) return false;
  switch (call->getIntrinsicID()) {
    case llvm::Intrinsic::smax:
    case llvm::Intrinsic::umin:
      return contains(call->getOperandUse(0)) || contains(call->getOperandUse(1));
    case llvm::Intrinsic::smin:
    case llvm::Intrinsic::umax:
      return contains(call->getOperandUse(0)) && contains(call->getOperandUse(1));
    default:
      return false;
  }
}

} // namespace bridge
