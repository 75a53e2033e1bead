#include "value_ranges.h"

#include "integer_operation.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

namespace bridge {

using namespace llvm::PatternMatch;
using llvm::APInt;
using llvm::ConstantRange;
using llvm::Instruction;
using llvm::None;
using llvm::Optional;
using llvm::Value;

namespace {

constexpr int kMostSteps = 8;

ConstantRange anything(const Value* value) {
  return ConstantRange::getFull(value->getType()->getIntegerBitWidth());
}

/// The result of an operation that does not overflow.
ConstantRange saturated(Instruction::BinaryOps operation, const ConstantRange& left,
                        const ConstantRange& right) {
  switch (operation) {
    case Instruction::Add:
      return left.sadd_sat(right);
    case Instruction::Sub:
      return left.ssub_sat(right);
    default:
      return left.smul_sat(right);
  }
}

bool staysInside(Instruction::BinaryOps operation, const ConstantRange& left,
                 const ConstantRange& right) {
  return ConstantRange::makeGuaranteedNoWrapRegion(operation, right,
                                                   llvm::OverflowingBinaryOperator::NoSignedWrap)
      .contains(left);
}

} // namespace

ConstantRange ValueRanges::of(Value* value) {
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value)) return constant->getValue();
  auto found = known_.find(value);
  if (found != known_.end()) return found->second;
  // Whatever depends on itself in another way than by a step can be anything.
  known_.insert({value, anything(value)});
  ConstantRange range = compute(value);
  known_.find(value)->second = range;
  return range;
}

ConstantRange ValueRanges::compute(Value* value) {
  auto* instruction = llvm::dyn_cast<Instruction>(value);
  if (!instruction || !loop_.contains(instruction)) {
    if (!value->getType()->isIntegerTy(64)) return anything(value);
    if (Optional<ConstantRange> range = ofSumWithConstant(value)) return *range;
    return ofOutside(value);
  }
  if (auto* phi = llvm::dyn_cast<llvm::PHINode>(instruction)) {
    if (phi->getParent() == loop_.getHeader()) return ofHeaderPhi(*phi);
    ConstantRange range = of(phi->getIncomingValue(0));
    for (Value* incoming : phi->incoming_values()) range = range.unionWith(of(incoming));
    return range;
  }
  Value *left, *right;
  if (match(instruction, m_Select(m_Value(), m_Value(left), m_Value(right)))) {
    return of(left).unionWith(of(right));
  }
  if (const Optional<IntegerOperation> operation = operationOf(instruction)) {
    return ofOperation(operation->opcode, operation->left, operation->right,
                       operation->noSignedWrap);
  }
  if (auto* cast = llvm::dyn_cast<llvm::CastInst>(instruction)) {
    if (!cast->isIntegerCast()) return anything(value);
    return of(cast->getOperand(0))
        .castOp(cast->getOpcode(), value->getType()->getIntegerBitWidth());
  }
  if (auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(instruction)) {
    if (!ConstantRange::isIntrinsicSupported(call->getIntrinsicID())) return anything(value);
    llvm::SmallVector<ConstantRange, 2> operands;
    for (Value* operand : call->args()) operands.push_back(of(operand));
    return ConstantRange::intrinsic(call->getIntrinsicID(), operands);
  }
  if (llvm::MDNode* range = instruction->getMetadata(llvm::LLVMContext::MD_range)) {
    return llvm::getConstantRangeFromMetadata(*range);
  }
  return anything(value);
}

/// What is assumed of a value tells of one that is a constant away from it.
Optional<ConstantRange> ValueRanges::ofSumWithConstant(Value* value) {
  const Optional<IntegerOperation> sum = operationOf(value);
  if (!sum || sum->opcode != Instruction::Add || sum->tellsUnsigned) return None;
  auto* constant = llvm::dyn_cast<llvm::ConstantInt>(sum->right);
  if (!constant || !staysInside(Instruction::Add, of(sum->left), constant->getValue())) return None;
  derived_.insert(value);
  return of(sum->left).add(constant->getValue());
}

ConstantRange ValueRanges::ofOutside(Value* value) {
  const ConstantRange range = evolution_.getSignedRange(evolution_.getSCEV(value));
  if (bound_.contains(range)) return range;
  assumed_.insert(value);
  return range.intersectWith(bound_, ConstantRange::Signed);
}

ConstantRange ValueRanges::ofTrips() {
  const ConstantRange possible(APInt(64, 0), bound_.getUpper());
  if (!trips_) return ConstantRange::getFull(64);
  const ConstantRange range = evolution_.getUnsignedRange(trips_);
  if (possible.contains(range)) return range;
  assumesTrips_ = true;
  return possible;
}

/// A value that changes by a step in each trip is at most so many steps away from where it began.
ConstantRange ValueRanges::ofHeaderPhi(llvm::PHINode& phi) {
  if (!phi.getType()->isIntegerTy(64)) return anything(&phi);
  Value* next = phi.getIncomingValueForBlock(loop_.getLoopLatch());
  Optional<ConstantRange> step = stepFrom(phi, next, 0);
  if (!step) return anything(&phi);
  const ConstantRange from = of(phi.getIncomingValueForBlock(loop_.getLoopPreheader()));
  if (Optional<ConstantRange> range = byExitCondition(next, *step, from)) return *range;
  const ConstantRange zero(APInt(64, 0));
  const ConstantRange upToStep = step->unionWith(zero, ConstantRange::Signed);
  const ConstantRange trips = ofTrips();
  if (!staysInside(Instruction::Mul, trips, upToStep)) return anything(&phi);
  const ConstantRange change = trips.smul_sat(upToStep);
  return staysInside(Instruction::Add, from, change) ? from.sadd_sat(change) : anything(&phi);
}

/// A value that does not fall, and with which the loop goes on only below a limit, is between its
/// first one and the limit; and the other way round.
Optional<ConstantRange> ValueRanges::byExitCondition(Value* next, const ConstantRange& step,
                                                     const ConstantRange& from) {
  llvm::BasicBlock* latch = loop_.getLoopLatch();
  auto* branch = llvm::dyn_cast<llvm::BranchInst>(latch->getTerminator());
  if (!branch || !branch->isConditional()) return None;
  auto* compare = llvm::dyn_cast<llvm::ICmpInst>(branch->getCondition());
  if (!compare) return None;
  auto predicate = branch->getSuccessor(0) == loop_.getHeader() ? compare->getPredicate()
                                                                : compare->getInversePredicate();
  Value* limit = compare->getOperand(1);
  if (limit == next) {
    limit = compare->getOperand(0);
    predicate = llvm::ICmpInst::getSwappedPredicate(predicate);
  } else if (compare->getOperand(0) != next) {
    return None;
  }
  if (!loop_.isLoopInvariant(limit)) return None;
  const ConstantRange limits = of(limit);
  const bool rises = step.isAllNonNegative();
  if (rises && (predicate == llvm::ICmpInst::ICMP_SLT || predicate == llvm::ICmpInst::ICMP_SLE)) {
    return ConstantRange::getNonEmpty(
        from.getSignedMin(), llvm::APIntOps::smax(from.getSignedMax(), limits.getSignedMax()) + 1);
  }
  const bool falls = step.getSignedMax().isNonPositive();
  if (falls && (predicate == llvm::ICmpInst::ICMP_SGT || predicate == llvm::ICmpInst::ICMP_SGE)) {
    return ConstantRange::getNonEmpty(
        llvm::APIntOps::smin(from.getSignedMin(), limits.getSignedMin()), from.getSignedMax() + 1);
  }
  return None;
}

Optional<ConstantRange> ValueRanges::stepFrom(llvm::PHINode& phi, Value* value, int depth) {
  if (value == &phi) return ConstantRange(APInt(64, 0));
  auto* instruction = llvm::dyn_cast<Instruction>(value);
  if (!instruction || !loop_.contains(instruction) || depth == kMostSteps) return None;
  llvm::SmallVector<Value*, 4> ways;
  if (auto* merge = llvm::dyn_cast<llvm::PHINode>(instruction)) {
    if (merge->getParent() == loop_.getHeader()) return None;
    ways.append(merge->value_op_begin(), merge->value_op_end());
  } else if (auto* select = llvm::dyn_cast<llvm::SelectInst>(instruction)) {
    ways = {select->getTrueValue(), select->getFalseValue()};
  }
  Optional<ConstantRange> all;
  for (Value* way : ways) {
    Optional<ConstantRange> step = stepFrom(phi, way, depth + 1);
    if (!step) return None;
    all = all ? all->unionWith(*step, ConstantRange::Signed) : *step;
  }
  if (all) return all;

  const Optional<IntegerOperation> found = operationOf(instruction);
  if (!found) return None;
  const Instruction::BinaryOps operation = found->opcode;
  if (operation != Instruction::Add && operation != Instruction::Sub) return None;
  Value *left = found->left, *right = found->right;
  Optional<ConstantRange> step = stepFrom(phi, left, depth + 1);
  if (!step && operation == Instruction::Add) {
    std::swap(left, right);
    step = stepFrom(phi, left, depth + 1);
  }
  if (!step) return None;
  const ConstantRange change = of(right);
  if (!staysInside(operation, *step, change)) return None;
  return saturated(operation, *step, change);
}

ConstantRange ValueRanges::ofOperation(Instruction::BinaryOps operation, Value* left, Value* right,
                                       bool checked) {
  const ConstantRange a = of(left), b = of(right);
  switch (operation) {
    case Instruction::Add:
    case Instruction::Sub:
    case Instruction::Mul:
      if (checked || staysInside(operation, a, b)) return saturated(operation, a, b);
      return ConstantRange::getFull(a.getBitWidth());
    default:
      return a.binaryOp(operation, b);
  }
}

bool ValueRanges::cannotOverflow(Instruction::BinaryOps operation, Value* left, Value* right) {
  return staysInside(operation, of(left), of(right));
}

bool ValueRanges::isAlways(Value* condition, bool value) {
  Value *left, *right;
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(condition)) {
    return constant->isOne() == value;
  }
  if (match(condition, m_ExtractValue<1>(m_Value(left)))) {
    auto* checked = llvm::dyn_cast<llvm::WithOverflowInst>(left);
    return !value && checked && checked->isSigned() &&
           cannotOverflow(checked->getBinaryOp(), checked->getLHS(), checked->getRHS());
  }
  if (match(condition, m_Not(m_Value(left)))) return isAlways(left, !value);
  if (match(condition, m_LogicalAnd(m_Value(left), m_Value(right)))) {
    return value ? isAlways(left, true) && isAlways(right, true)
                 : isAlways(left, false) || isAlways(right, false);
  }
  if (match(condition, m_LogicalOr(m_Value(left), m_Value(right)))) {
    return value ? isAlways(left, true) || isAlways(right, true)
                 : isAlways(left, false) && isAlways(right, false);
  }
  llvm::ICmpInst::Predicate predicate;
  if (!match(condition, m_ICmp(predicate, m_Value(left), m_Value(right)))) return false;
  if (!left->getType()->isIntegerTy()) return false;
  if (!value) predicate = llvm::ICmpInst::getInversePredicate(predicate);
  return of(left).icmp(predicate, of(right));
}

} // namespace bridge
