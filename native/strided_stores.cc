#include "strided_stores.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

namespace bridge {

namespace {

/// Whether the places it writes to in trips that follow each other are not side by side, or nothing
/// is known of them.
bool isStrided(const llvm::StoreInst& store, const llvm::Loop& loop,
               llvm::ScalarEvolution& evolution) {
  const llvm::DataLayout& layout = store.getModule()->getDataLayout();
  const llvm::SCEV* place =
      evolution.getSCEVAtScope(const_cast<llvm::Value*>(store.getPointerOperand()), &loop);
  if (evolution.isLoopInvariant(place, &loop)) return false;
  auto* steps = llvm::dyn_cast<llvm::SCEVAddRecExpr>(place);
  if (!steps || steps->getLoop() != &loop || !steps->isAffine()) return true;
  auto* step = llvm::dyn_cast<llvm::SCEVConstant>(steps->getStepRecurrence(evolution));
  const uint64_t bytes = layout.getTypeStoreSize(store.getValueOperand()->getType());
  return !step || step->getAPInt().abs() != bytes;
}

bool hasStridedStores(const llvm::Loop& loop, llvm::ScalarEvolution& evolution) {
  for (llvm::BasicBlock* block : loop.blocks()) {
    for (llvm::Instruction& instruction : *block) {
      auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
      if (store && isStrided(*store, loop, evolution)) return true;
    }
  }
  return false;
}

} // namespace

llvm::PreservedAnalyses StridedStoresPass::run(llvm::Function& function,
                                               llvm::FunctionAnalysisManager& analyses) {
  auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  if (loops.empty()) return llvm::PreservedAnalyses::all();
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  for (llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (loop->isInnermost() && hasStridedStores(*loop, evolution)) {
      llvm::addStringMetadataToLoop(loop, "llvm.loop.vectorize.enable", 0);
    }
  }
  return llvm::PreservedAnalyses::all();
}

} // namespace bridge
