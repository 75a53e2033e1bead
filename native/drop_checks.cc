#include "drop_checks.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "naturals.h"

namespace bridge {

namespace {

using llvm::Instruction;
using llvm::WithOverflowInst;

/// What is left to those that use both parts together.
llvm::Value* pairOf(llvm::IRBuilder<>& builder, const WithOverflowInst& checked,
                    llvm::Value* result) {
  llvm::Value* pair = llvm::UndefValue::get(checked.getType());
  pair = builder.CreateInsertValue(pair, builder.getFalse(), 1);
  return builder.CreateInsertValue(pair, result, 0);
}

} // namespace

void dropCheck(WithOverflowInst& checked, bool naturals) {
  llvm::IRBuilder<> builder(&checked);
  llvm::Value* result =
      builder.CreateBinOp(checked.getBinaryOp(), checked.getLHS(), checked.getRHS());
  if (auto* operation = llvm::dyn_cast<llvm::BinaryOperator>(result)) {
    operation->setHasNoSignedWrap();
    operation->setHasNoUnsignedWrap(naturals);
  }
  for (llvm::User* user : llvm::make_early_inc_range(checked.users())) {
    auto* part = llvm::dyn_cast<llvm::ExtractValueInst>(user);
    if (!part) continue;
    part->replaceAllUsesWith(part->getIndices()[0] == 0 ? result : builder.getFalse());
    part->eraseFromParent();
  }
  if (!checked.use_empty()) checked.replaceAllUsesWith(pairOf(builder, checked, result));
  checked.eraseFromParent();
}

namespace {

/// What a division becomes whose operands are never negative.
llvm::Optional<Instruction::BinaryOps> withoutSign(const Instruction& instruction) {
  switch (instruction.getOpcode()) {
    case Instruction::SDiv:
      return Instruction::UDiv;
    case Instruction::SRem:
      return Instruction::URem;
    default:
      return llvm::None;
  }
}

/// Whether it asks if a number is below or above one that no natural number is below.
bool asksForSign(const llvm::ICmpInst& compare) {
  auto* limit = llvm::dyn_cast<llvm::ConstantInt>(compare.getOperand(1));
  if (!limit || !limit->getType()->isIntegerTy(64)) return false;
  if (compare.getPredicate() == llvm::ICmpInst::ICMP_SLT) return limit->getValue().isNonPositive();
  return compare.getPredicate() == llvm::ICmpInst::ICMP_SGT && limit->isNegative();
}

/// Whether it does something that only negative numbers need, and never meets one.
bool isNeedless(const Instruction& instruction, const Naturals& naturals) {
  if (auto* compare = llvm::dyn_cast<llvm::ICmpInst>(&instruction)) {
    return asksForSign(*compare) && naturals.contains(compare->getOperandUse(0));
  }
  auto* checked = llvm::dyn_cast<WithOverflowInst>(&instruction);
  const bool subtracts =
      checked && checked->getIntrinsicID() == llvm::Intrinsic::ssub_with_overflow;
  return (subtracts || withoutSign(instruction)) &&
         naturals.contains(instruction.getOperandUse(0)) &&
         naturals.contains(instruction.getOperandUse(1));
}

void simplify(Instruction& instruction) {
  if (auto* checked = llvm::dyn_cast<WithOverflowInst>(&instruction)) {
    dropCheck(*checked, /*naturals=*/false);
    return;
  }
  llvm::IRBuilder<> builder(&instruction);
  if (auto* compare = llvm::dyn_cast<llvm::ICmpInst>(&instruction)) {
    const bool answer = compare->getPredicate() == llvm::ICmpInst::ICMP_SGT;
    compare->replaceAllUsesWith(builder.getInt1(answer));
  } else {
    instruction.replaceAllUsesWith(builder.CreateBinOp(
        *withoutSign(instruction), instruction.getOperand(0), instruction.getOperand(1)));
  }
  instruction.eraseFromParent();
}

} // namespace

llvm::PreservedAnalyses DropChecksPass::run(llvm::Function& function,
                                            llvm::FunctionAnalysisManager& analyses) {
  const Naturals naturals(function, analyses.getResult<llvm::DominatorTreeAnalysis>(function));
  llvm::SmallVector<Instruction*, 16> found;
  for (llvm::BasicBlock& block : function) {
    for (Instruction& instruction : block) {
      if (isNeedless(instruction, naturals)) found.push_back(&instruction);
    }
  }
  for (Instruction* instruction : found) simplify(*instruction);
  if (found.empty()) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses kept;
  kept.preserveSet<llvm::CFGAnalyses>();
  return kept;
}

} // namespace bridge
