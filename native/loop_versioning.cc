#include "loop_versioning.h"

#include "drop_checks.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include "value_ranges.h"

namespace bridge {

namespace {

using llvm::BasicBlock;
using llvm::BranchInst;
using llvm::ConstantRange;
using llvm::Instruction;
using llvm::Loop;
using llvm::Value;

/// How many bits numbers may have for the checks to go: the first with which they do is taken.
constexpr unsigned kBits[] = {30, 20, 15};
/// LLVM's own mark of loops that are not to be split.
constexpr char kLeftAlone[] = "irce.loop.clone";
constexpr unsigned kMostInstructions = 200;
constexpr unsigned kMostTripsCost = 8;

/// A branch that leaves the loop for good if its condition is `fails`.
struct Check {
  BranchInst* branch;
  bool fails;
};

/// What an instruction is to become.
struct Replacement {
  Instruction* old;
  Instruction::BinaryOps opcode;
  /// Whether no operand is ever negative.
  bool naturals;
};

bool neverReturns(const BasicBlock& block) {
  return llvm::isa<llvm::UnreachableInst>(block.getTerminator());
}

class LoopVersions {
 public:
  LoopVersions(Loop& loop, llvm::LoopInfo& loops, llvm::DominatorTree& dominators,
               llvm::ScalarEvolution& evolution, const llvm::TargetTransformInfo& target)
      : loop_(loop),
        loops_(loops),
        dominators_(dominators),
        evolution_(evolution),
        target_(target),
        expander_(evolution, loop.getHeader()->getModule()->getDataLayout(), "trips") {}

  bool run() {
    if (loop_.getLoopPreheader() == nullptr || isLeftAlone(loop_)) return false;
    if (!loop_.isLoopSimplifyForm() || !loop_.isRotatedForm() || !loop_.isSafeToClone())
      return false;
    if (!collectChecks()) return false;
    trips_ = affordableTrips();
    for (unsigned bits : kBits) {
      const llvm::APInt limit = llvm::APInt::getOneBitSet(64, bits);
      if (tryWithin(ConstantRange(llvm::APInt(64, 0), limit))) return true;
      if (tryWithin(ConstantRange(-limit, limit))) return true;
    }
    return false;
  }

 private:
  /// False if the loop does anything that keeps the vectoriser from taking it, or if it has no
  /// checks.
  bool collectChecks() {
    unsigned instructions = 0;
    bool arithmetic = false;
    for (BasicBlock* block : loop_.blocks()) {
      for (Instruction& instruction : *block) {
        if (++instructions > kMostInstructions) return false;
        if (llvm::isa<llvm::WithOverflowInst>(instruction)) arithmetic = true;
        if (llvm::isa<llvm::CallInst>(instruction) &&
            !llvm::isa<llvm::IntrinsicInst>(instruction)) {
          return false;
        }
      }
      auto* branch = llvm::dyn_cast<BranchInst>(block->getTerminator());
      if (!branch) return false;
      if (!branch->isConditional() || block == loop_.getLoopLatch()) continue;
      for (unsigned i : {0u, 1u}) {
        BasicBlock* next = branch->getSuccessor(i);
        if (loop_.contains(next)) continue;
        if (!neverReturns(*next)) return false;
        checks_.push_back({branch, i == 0});
      }
    }
    return arithmetic && loop_.isLoopExiting(loop_.getLoopLatch());
  }

  const llvm::SCEV* affordableTrips() {
    const llvm::SCEV* trips = evolution_.getExitCount(&loop_, loop_.getLoopLatch());
    if (llvm::isa<llvm::SCEVCouldNotCompute>(trips) || !trips->getType()->isIntegerTy(64) ||
        expander_.isHighCostExpansion(trips, &loop_, kMostTripsCost, &target_, entry()) ||
        !llvm::isSafeToExpandAt(trips, entry(), evolution_)) {
      return nullptr;
    }
    return trips;
  }

  Instruction* entry() { return loop_.getLoopPreheader()->getTerminator(); }

  bool tryWithin(const ConstantRange& bound) {
    ValueRanges ranges(loop_, evolution_, trips_, bound);
    llvm::SmallVector<Check, 8> settled;
    for (const Check& check : checks_) {
      Value* condition = check.branch->getCondition();
      if (ranges.isAlways(condition, !check.fails)) {
        settled.push_back(check);
      } else if (!isRangeCheck(condition)) {
        return false;
      }
    }
    if (!settled.empty()) makeVersions(ranges, bound, settled);
    return !settled.empty();
  }

  /// Loops are split by these, so they may stay.
  static bool isRangeCheck(Value* condition) {
    auto* compare = llvm::dyn_cast<llvm::ICmpInst>(condition);
    return compare && compare->isRelational() && compare->isUnsigned();
  }

  void makeVersions(ValueRanges& ranges, const ConstantRange& bound,
                    llvm::ArrayRef<Check> settled) {
    // First all that is to be known: the test is about what that assumes.
    llvm::SmallVector<Replacement, 16> replacements;
    for (BasicBlock* block : loop_.blocks()) {
      for (Instruction& instruction : *block) findReplacement(instruction, ranges, replacements);
    }
    if (Value* small = emitTest(ranges, bound)) {
      cloneUnless(small);
      for (Value* value : ranges.assumed()) showBits(value, ranges.of(value));
      for (Value* value : ranges.derived()) showBits(value, ranges.of(value));
    }
    for (const Check& check : settled) {
      check.branch->setCondition(
          llvm::ConstantInt::getBool(check.branch->getContext(), !check.fails));
    }
    for (const Replacement& replacement : replacements) replace(replacement);
    evolution_.forgetLoop(&loop_);
  }

  /// Whether what the ranges assume is so; null if they assume nothing.
  Value* emitTest(const ValueRanges& ranges, const ConstantRange& bound) {
    llvm::IRBuilder<> builder(entry());
    Value* all = nullptr;
    auto require = [&](Value* value, const llvm::APInt& from) {
      Value* distance = builder.CreateSub(value, builder.getInt(from));
      Value* inside = builder.CreateICmpULT(distance, builder.getInt(bound.getUpper() - from));
      all = all ? builder.CreateAnd(all, inside) : inside;
    };
    for (Value* value : ranges.assumed()) {
      // Unless frozen, what has no value here would have another one in each use. Loads have one,
      // and a frozen value would lose what is known of its range.
      const bool hasValue =
          llvm::isa<llvm::LoadInst>(value) ||
          llvm::isGuaranteedNotToBeUndefOrPoison(value, nullptr, entry(), &dominators_);
      require(hasValue ? value : builder.CreateFreeze(value), bound.getLower());
    }
    // The loop's own condition depends on the number of trips.
    if (ranges.assumesTrips()) {
      require(expander_.expandCodeFor(trips_, builder.getInt64Ty(), entry()), llvm::APInt(64, 0));
    }
    return all;
  }

  /// Puts a copy of the loop, with all checks, beside it.
  void cloneUnless(Value* small) {
    llvm::formLCSSARecursively(loop_, dominators_, &loops_, &evolution_);
    BasicBlock* before = loop_.getLoopPreheader();
    BasicBlock* preheader =
        llvm::SplitBlock(before, before->getTerminator(), &dominators_, &loops_, nullptr, "small");
    llvm::ValueToValueMapTy copies;
    llvm::SmallVector<BasicBlock*, 16> blocks;
    Loop* careful = llvm::cloneLoopWithPreheader(preheader, before, &loop_, copies, ".careful",
                                                 &loops_, &dominators_, blocks);
    llvm::remapInstructionsInBlocks(blocks, copies);
    llvm::ReplaceInstWithInst(before->getTerminator(),
                              BranchInst::Create(preheader, careful->getLoopPreheader(), small));
    llvm::SmallVector<BasicBlock*, 8> exits;
    loop_.getUniqueExitBlocks(exits);
    for (BasicBlock* exit : exits) {
      for (llvm::PHINode& phi : exit->phis()) addCopies(phi, copies);
    }
    dominators_.recalculate(*before->getParent());
    leaveAlone(*careful);
  }

  /// Shows to other passes how many bits a value has that is never negative, which they do not see
  /// from the test.
  void showBits(Value* value, const ConstantRange& range) {
    if (!range.isAllNonNegative()) return;
    const llvm::APInt mask =
        llvm::APInt::getLowBitsSet(range.getBitWidth(), range.getUnsignedMax().getActiveBits());
    llvm::IRBuilder<> builder(entry());
    Value* masked = builder.CreateAnd(value, builder.getInt(mask));
    value->replaceUsesWithIf(masked, [&](llvm::Use& use) {
      auto* user = llvm::dyn_cast<Instruction>(use.getUser());
      return user && loop_.contains(user);
    });
  }

  void addCopies(llvm::PHINode& phi, const llvm::ValueToValueMapTy& copies) {
    for (unsigned i = 0, count = phi.getNumIncomingValues(); i < count; i++) {
      BasicBlock* from = phi.getIncomingBlock(i);
      if (!loop_.contains(from)) continue;
      Value* copy = copies.lookup(phi.getIncomingValue(i));
      phi.addIncoming(copy ? copy : phi.getIncomingValue(i),
                      llvm::cast<BasicBlock>(copies.lookup(from)));
    }
  }

  static bool isLeftAlone(const Loop& loop) {
    BasicBlock* latch = loop.getLoopLatch();
    return latch && latch->getTerminator()->getMetadata(kLeftAlone);
  }

  /// The loop for large numbers hardly ever runs: it is not worth more code.
  static void leaveAlone(Loop& loop) {
    llvm::addStringMetadataToLoop(&loop, "llvm.loop.disable_nonforced");
    Instruction* end = loop.getLoopLatch()->getTerminator();
    end->setMetadata(kLeftAlone, llvm::MDNode::get(end->getContext(), {}));
  }

  /// An operation that cannot overflow needs no check, a division of what is never negative no
  /// sign.
  static void findReplacement(Instruction& instruction, ValueRanges& ranges,
                              llvm::SmallVectorImpl<Replacement>& found) {
    auto isNatural = [&](Value* value) { return ranges.of(value).isAllNonNegative(); };
    if (auto* checked = llvm::dyn_cast<llvm::WithOverflowInst>(&instruction)) {
      const Instruction::BinaryOps opcode = checked->getBinaryOp();
      Value *left = checked->getLHS(), *right = checked->getRHS();
      if (!checked->isSigned() || !ranges.cannotOverflow(opcode, left, right)) return;
      const bool naturals = isNatural(left) && isNatural(right) && opcode != Instruction::Sub;
      found.push_back({&instruction, opcode, naturals});
    }
    const bool divides = instruction.getOpcode() == Instruction::SDiv;
    if (!divides && instruction.getOpcode() != Instruction::SRem) return;
    Value *left = instruction.getOperand(0), *right = instruction.getOperand(1);
    if (!isNatural(left) || !isNatural(right)) return;
    found.push_back({&instruction, divides ? Instruction::UDiv : Instruction::URem, true});
  }

  static void replace(const Replacement& by) {
    if (auto* checked = llvm::dyn_cast<llvm::WithOverflowInst>(by.old)) {
      dropCheck(*checked, by.naturals);
      return;
    }
    llvm::IRBuilder<> builder(by.old);
    by.old->replaceAllUsesWith(
        builder.CreateBinOp(by.opcode, by.old->getOperand(0), by.old->getOperand(1)));
    by.old->eraseFromParent();
  }

  Loop& loop_;
  llvm::LoopInfo& loops_;
  llvm::DominatorTree& dominators_;
  llvm::ScalarEvolution& evolution_;
  const llvm::TargetTransformInfo& target_;
  llvm::SCEVExpander expander_;
  const llvm::SCEV* trips_ = nullptr;
  llvm::SmallVector<Check, 8> checks_;
};

} // namespace

llvm::PreservedAnalyses LoopVersioningPass::run(llvm::Function& function,
                                                llvm::FunctionAnalysisManager& analyses) {
  auto& loops = analyses.getResult<llvm::LoopAnalysis>(function);
  if (loops.empty()) return llvm::PreservedAnalyses::all();
  auto& dominators = analyses.getResult<llvm::DominatorTreeAnalysis>(function);
  auto& evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  auto& target = analyses.getResult<llvm::TargetIRAnalysis>(function);
  llvm::SmallVector<Loop*, 8> innermost;
  for (Loop* loop : loops.getLoopsInPreorder()) {
    if (loop->isInnermost()) innermost.push_back(loop);
  }
  bool changed = false;
  for (Loop* loop : innermost) {
    changed |= LoopVersions(*loop, loops, dominators, evolution, target).run();
  }
  return changed ? llvm::PreservedAnalyses::none() : llvm::PreservedAnalyses::all();
}

} // namespace bridge
