#include "float_division.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

namespace bridge {

namespace {

using llvm::BinaryOperator;
using llvm::Instruction;
using llvm::Loop;
using llvm::Value;

/// Both operands of a division have at most so many bits. Up to 52 the result would be exact.
constexpr unsigned kBits = 32;
constexpr uint32_t kUsually = 1000;
constexpr unsigned kMostUsers = 64;

bool isDivision(const Instruction& instruction) {
  return instruction.isIntDivRem() && instruction.getType()->isIntegerTy(64) &&
         !llvm::isa<llvm::Constant>(instruction.getOperand(0)) &&
         !llvm::isa<llvm::Constant>(instruction.getOperand(1));
}

/// Whether the next trip of the loop computes with what the instruction yields.
bool nextTripNeeds(Instruction& instruction, const Loop& loop) {
  llvm::SetVector<Instruction*> users;
  users.insert(&instruction);
  for (unsigned i = 0; i < users.size(); i++) {
    if (i == kMostUsers) return true;
    for (llvm::User* user : users[i]->users()) {
      auto* next = llvm::cast<Instruction>(user);
      if (!loop.contains(next)) continue;
      if (llvm::isa<llvm::PHINode>(next) && next->getParent() == loop.getHeader()) return true;
      users.insert(next);
    }
  }
  return false;
}

/// A division to be changed. That changes blocks, so all is to be known before the first one is.
struct Division {
  BinaryOperator* instruction;
  Instruction* beforeLoop;
  bool isInvariant[2];
};

void divideAsFloats(const Division& found) {
  BinaryOperator& division = *found.instruction;
  llvm::IRBuilder<> builder(&division);
  Value* operands[] = {division.getOperand(0), division.getOperand(1)};
  Value* both = builder.CreateFreeze(builder.CreateOr(operands[0], operands[1]));
  Instruction *small, *large;
  llvm::SplitBlockAndInsertIfThenElse(
      builder.CreateIsNull(builder.CreateLShr(both, kBits)), &division, &small, &large,
      llvm::MDBuilder(division.getContext()).createBranchWeights(kUsually, 1));
  builder.SetInsertPoint(small);
  Value* floats[2];
  for (unsigned i : {0u, 1u}) {
    llvm::IRBuilder<> place(found.isInvariant[i] ? found.beforeLoop : small);
    floats[i] = place.CreateSIToFP(operands[i], place.getDoubleTy());
  }
  Value* result =
      builder.CreateFPToSI(builder.CreateFDiv(floats[0], floats[1]), builder.getInt64Ty());
  if (division.getOpcode() == Instruction::SRem || division.getOpcode() == Instruction::URem) {
    result = builder.CreateNSWSub(operands[0], builder.CreateNSWMul(result, operands[1]));
  }
  llvm::BasicBlock* end = division.getParent();
  llvm::PHINode* phi = llvm::PHINode::Create(division.getType(), 2, "", &end->front());
  division.replaceAllUsesWith(phi);
  division.moveBefore(large);
  phi->addIncoming(result, small->getParent());
  phi->addIncoming(&division, large->getParent());
}

} // namespace

llvm::PreservedAnalyses FloatDivisionPass::run(llvm::Function& function,
                                               llvm::FunctionAnalysisManager& analyses) {
  auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  llvm::SmallVector<Division, 4> found;
  for (llvm::BasicBlock& block : function) {
    Loop* loop = loops.getLoopFor(&block);
    if (!loop || !loop->getLoopPreheader()) continue;
    for (Instruction& instruction : block) {
      if (!isDivision(instruction) || nextTripNeeds(instruction, *loop)) continue;
      found.push_back({llvm::cast<BinaryOperator>(&instruction),
                       loop->getLoopPreheader()->getTerminator(),
                       {loop->isLoopInvariant(instruction.getOperand(0)),
                        loop->isLoopInvariant(instruction.getOperand(1))}});
    }
  }
  for (const Division& division : found) divideAsFloats(division);
  return found.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
}

} // namespace bridge
