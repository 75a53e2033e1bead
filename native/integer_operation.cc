#include "integer_operation.h"

#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

namespace bridge {

using namespace llvm::PatternMatch;

llvm::Optional<IntegerOperation> operationOf(llvm::Value* value) {
  if (auto* operation = llvm::dyn_cast<llvm::BinaryOperator>(value)) {
    const bool noSignedWrap =
        llvm::isa<llvm::OverflowingBinaryOperator>(operation) && operation->hasNoSignedWrap();
    return IntegerOperation{operation->getOpcode(),
                            operation->getOperand(0),
                            operation->getOperand(1),
                            false,
                            false,
                            noSignedWrap};
  }
  llvm::Value* pair;
  if (!match(value, m_ExtractValue<0>(m_Value(pair)))) return llvm::None;
  auto* checked = llvm::dyn_cast<llvm::WithOverflowInst>(pair);
  if (!checked) return llvm::None;
  const bool isSigned = checked->isSigned();
  return IntegerOperation{
      checked->getBinaryOp(), checked->getLHS(), checked->getRHS(), isSigned, !isSigned, false};
}

} // namespace bridge
