#include "shared_calls.h"

#include <map>
#include <utility>
#include <vector>

#include "integer_operation.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

namespace bridge {

using llvm::BasicBlock;
using llvm::CallInst;
using llvm::Instruction;
using llvm::PHINode;
using llvm::Value;

namespace {

/// On so many of the ways the call may have to be made anew.
constexpr unsigned kMostCopies = 2;

/// A value and what was added to it, modulo 2^64: the same sums are made on each way.
using Sum = std::pair<Value*, uint64_t>;

Sum sumOf(Value* value) {
  uint64_t added = 0;
  while (value->getType()->isIntegerTy(64)) {
    const llvm::Optional<IntegerOperation> sum = operationOf(value);
    if (!sum || (sum->opcode != Instruction::Add && sum->opcode != Instruction::Sub)) break;
    auto* constant = llvm::dyn_cast<llvm::ConstantInt>(sum->right);
    if (!constant) break;
    const uint64_t amount = constant->getZExtValue();
    added += sum->opcode == Instruction::Add ? amount : 0 - amount;
    value = sum->left;
  }
  auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value);
  if (!constant || constant->getBitWidth() != 64) return {value, added};
  return {nullptr, added + constant->getZExtValue()};
}

/// What is called, with what.
using Key = std::pair<Value*, std::vector<Sum>>;

Key keyOf(const CallInst& call) {
  Key key{call.getCalledOperand(), {}};
  for (Value* argument : call.args()) key.second.push_back(sumOf(argument));
  return key;
}

bool onlyComputes(const CallInst& call) {
  return call.getCalledFunction() && !llvm::isa<llvm::IntrinsicInst>(call) &&
         call.doesNotAccessMemory() && !call.getType()->isVoidTy();
}

class SharedCalls {
 public:
  SharedCalls(llvm::Function& function, llvm::DominatorTree& dominators)
      : function_(function), dominators_(dominators) {}

  bool run() {
    std::vector<BasicBlock*> blocks;
    for (BasicBlock* block : llvm::ReversePostOrderTraversal<llvm::Function*>(&function_)) {
      blocks.push_back(block);
    }
    bool changed = false;
    for (BasicBlock* block : blocks) changed |= visit(*block);
    return changed;
  }

 private:
  bool visit(BasicBlock& block) {
    bool changed = false;
    bool isFirst = true;
    for (Instruction& instruction : llvm::make_early_inc_range(block)) {
      auto* call = llvm::dyn_cast<CallInst>(&instruction);
      if (!call || !onlyComputes(*call)) {
        isFirst &= !instruction.mayHaveSideEffects();
        continue;
      }
      const Key key = keyOf(*call);
      if (Value* same = find(key, *call)) {
        replace(*call, *same);
        changed = true;
      } else if (isFirst && share(*call)) {
        changed = true;
      } else {
        made_[key].push_back(call);
        isFirst = false;
      }
    }
    return changed;
  }

  /// The result of such a call that was made on each way to a place.
  Value* find(const Key& key, const Instruction& place) {
    auto found = made_.find(key);
    if (found == made_.end()) return nullptr;
    for (Instruction* same : found->second) {
      if (dominators_.dominates(same, &place)) return same;
    }
    return nullptr;
  }

  static void replace(CallInst& call, Value& by) {
    call.replaceAllUsesWith(&by);
    call.eraseFromParent();
  }

  /// Makes the call before its block, and only on the ways on which it was not made yet.
  bool share(CallInst& call) {
    BasicBlock& block = *call.getParent();
    std::vector<std::pair<BasicBlock*, Value*>> ways;
    std::vector<std::pair<BasicBlock*, Key>> missing;
    for (BasicBlock* before : llvm::predecessors(&block)) {
      Key key;
      if (dominators_.dominates(&block, before) || !translate(call, *before, key)) return false;
      if (Value* same = find(key, *before->getTerminator())) {
        ways.emplace_back(before, same);
      } else {
        missing.emplace_back(before, key);
      }
    }
    if (ways.empty() || missing.size() > kMostCopies) return false;
    for (auto& [before, key] : missing) ways.push_back(callIn(*before, call, key));
    PHINode* result = PHINode::Create(call.getType(), ways.size(), "shared", &block.front());
    for (auto& [before, value] : ways) result->addIncoming(value, before);
    made_[keyOf(call)].push_back(result);
    replace(call, *result);
    return true;
  }

  /// The call as it is on the way from a block before its own.
  static bool translate(const CallInst& call, BasicBlock& before, Key& key) {
    const BasicBlock* block = call.getParent();
    key = keyOf(call);
    for (Sum& argument : key.second) {
      auto* instruction = llvm::dyn_cast_or_null<Instruction>(argument.first);
      if (!instruction || instruction->getParent() != block) continue;
      auto* phi = llvm::dyn_cast<PHINode>(instruction);
      if (!phi) return false;
      const Sum incoming = sumOf(phi->getIncomingValueForBlock(&before));
      argument = {incoming.first, incoming.second + argument.second};
    }
    return true;
  }

  std::pair<BasicBlock*, Value*> callIn(BasicBlock& before, const CallInst& call, const Key& key) {
    BasicBlock* place = &before;
    if (!before.getSingleSuccessor()) {
      place = llvm::SplitEdge(&before, const_cast<BasicBlock*>(call.getParent()), &dominators_);
    }
    llvm::IRBuilder<> builder(place->getTerminator());
    builder.SetCurrentDebugLocation(call.getDebugLoc());
    auto* copy = llvm::cast<CallInst>(call.clone());
    for (unsigned i = 0; i < key.second.size(); i++) {
      const auto& [value, added] = key.second[i];
      Value* constant = builder.getInt64(added);
      copy->setArgOperand(i, !value       ? constant
                             : added == 0 ? value
                                          : builder.CreateAdd(value, constant));
    }
    builder.Insert(copy);
    made_[key].push_back(copy);
    return {place, copy};
  }

  llvm::Function& function_;
  llvm::DominatorTree& dominators_;
  /// The calls that were made, or what took their place.
  std::map<Key, std::vector<Instruction*>> made_;
};

} // namespace

llvm::PreservedAnalyses SharedCallsPass::run(llvm::Function& function,
                                             llvm::FunctionAnalysisManager& analyses) {
  auto& dominators = analyses.getResult<llvm::DominatorTreeAnalysis>(function);
  return SharedCalls(function, dominators).run() ? llvm::PreservedAnalyses::none()
                                                 : llvm::PreservedAnalyses::all();
}

} // namespace bridge
