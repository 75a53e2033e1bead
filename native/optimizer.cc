#include "optimizer.h"

#include "drop_checks.h"
#include "float_division.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "loop_versioning.h"
#include "shared_calls.h"
#include "strided_stores.h"

namespace bridge {

namespace {

/// LLVM's -O2 made shorter: functions are simplified twice only where that tells more about calls,
/// and loops are unrolled only where they vanish or where vectors are made.
constexpr char kPasses[] =
    // Loops are rotated before the combiner moves the results of checked operations into their
    // heads: then a check ends them, too, and they count as rotated.
    "cgscc(inline,function(sroa,early-cse<memssa>,jump-threading,correlated-propagation,"
    "simplifycfg,loop(loop-rotate),"
    "combine)),globaldce,"
    "function("
    // Once more behind inlining: of repeated calls of pure functions one is left.
    "early-cse<memssa>,jump-threading,correlated-propagation,share-calls,"
    "loop-mssa(licm,loop-rotate,licm,simple-loop-unswitch),simplifycfg,drop-checks,combine,"
    "simplifycfg,"
    // Before tests of loops are rewritten, which would hide what they check.
    "loop-simplify,lcssa,version-loops,simplifycfg,"
    // What is loaded in each trip becomes a value that changes only in the first, which is peeled
    // off.
    "gvn,loop(loop-idiom,indvars,loop-deletion,loop-unroll-full),"
    "sroa,gvn,sccp,bdce,combine,jump-threading,correlated-propagation,adce,dse,loop-mssa(licm),"
    "simplifycfg,combine,"
    // Loops are split so that most trips need no check whether an index is in range.
    "irce,simplifycfg,combine,strided-stores,loop-vectorize,simplifycfg,slp-vectorizer,combine,"
    "loop-mssa(licm),div-rem-pairs,divide-floats,simplifycfg)";

/// Sets what LLVM asks hidden options for, once.
void setHiddenOptions() {
  static const bool done = [] {
    constexpr std::pair<const char*, const char*> kOptions[] = {
        // Sums of floats in vectorised loops are added up in order.
        {"force-ordered-reductions", "true"},
        // Innermost loops begin at multiples of 2^5 bytes, as processors decode and cache them:
        // else it
        // is a matter of luck whether a loop of few instructions takes a fifth more time.
        {"x86-experimental-pref-innermost-loop-alignment", "5"}};
    for (const auto& [name, value] : kOptions) {
      llvm::cl::Option* option = llvm::cl::getRegisteredOptions().lookup(name);
      if (option) option->addOccurrence(0, name, value);
    }
    return true;
  }();
  static_cast<void>(done);
}

bool addOwnPass(llvm::StringRef name, llvm::FunctionPassManager& passes) {
  if (name == "version-loops") {
    passes.addPass(LoopVersioningPass());
  } else if (name == "strided-stores") {
    passes.addPass(StridedStoresPass());
  } else if (name == "share-calls") {
    passes.addPass(SharedCallsPass());
  } else if (name == "drop-checks") {
    passes.addPass(DropChecksPass());
  } else if (name == "divide-floats") {
    passes.addPass(FloatDivisionPass());
  } else if (name == "combine") {
    // The usual one goes over the code again to see that nothing is left to do.
    passes.addPass(llvm::InstCombinePass(/*MaxIterations=*/1));
  } else {
    return false;
  }
  return true;
}

} // namespace

void optimize(llvm::Module& module, llvm::TargetMachine& machine) {
  setHiddenOptions();
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.registerPipelineParsingCallback(
      [](llvm::StringRef name, llvm::FunctionPassManager& passes,
         llvm::ArrayRef<llvm::PassBuilder::PipelineElement>) { return addOwnPass(name, passes); });
  llvm::ModulePassManager passes;
  llvm::cantFail(builder.parsePassPipeline(passes, kPasses));
  passes.run(module, modules);
}

} // namespace bridge
