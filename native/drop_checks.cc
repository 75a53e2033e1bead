#include "drop_checks.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

namespace bridge {

namespace {

using llvm::WithOverflowInst;

/// Whether a value is never negative at some place inside a loop. What guards the entry of a loop
/// tells only about values that are there by then.
bool isNatural(llvm::Value* value, const llvm::Loop* loop, llvm::ScalarEvolution& evolution) {
  const llvm::SCEV* term = evolution.getSCEV(value);
  if (evolution.isKnownNonNegative(term)) return true;
  const llvm::SCEV* zero = evolution.getZero(value->getType());
  for (; loop; loop = loop->getParentLoop()) {
    if (evolution.isAvailableAtLoopEntry(term, loop) &&
        evolution.isLoopEntryGuardedByCond(loop, llvm::ICmpInst::ICMP_SGE, term, zero)) {
      return true;
    }
  }
  return false;
}

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

llvm::PreservedAnalyses DropChecksPass::run(llvm::Function& function,
                                            llvm::FunctionAnalysisManager& analyses) {
  auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  if (loops.empty()) return llvm::PreservedAnalyses::all();
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  llvm::SmallVector<WithOverflowInst*, 8> found;
  for (llvm::BasicBlock& block : function) {
    const llvm::Loop* loop = loops.getLoopFor(&block);
    if (!loop) continue;
    for (llvm::Instruction& instruction : block) {
      auto* checked = llvm::dyn_cast<WithOverflowInst>(&instruction);
      if (checked && checked->getIntrinsicID() == llvm::Intrinsic::ssub_with_overflow &&
          isNatural(checked->getLHS(), loop, evolution) &&
          isNatural(checked->getRHS(), loop, evolution)) {
        found.push_back(checked);
      }
    }
  }
  for (WithOverflowInst* checked : found) dropCheck(*checked, /*naturals=*/false);
  if (found.empty()) return llvm::PreservedAnalyses::all();
  llvm::PreservedAnalyses kept;
  kept.preserveSet<llvm::CFGAnalyses>();
  return kept;
}

} // namespace bridge
