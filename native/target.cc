#include "target.h"

#include "errors.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/SubtargetFeature.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/Host.h"
#include "llvm/Support/TargetSelect.h"

namespace bridge {

namespace {

Host detectHost() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser(); // for inline assembly
  llvm::SubtargetFeatures features;
  llvm::StringMap<bool> map;
  if (llvm::sys::getHostCPUFeatures(map)) {
    for (const auto& feature : map) features.AddFeature(feature.first(), feature.second);
  }
  return {llvm::sys::getProcessTriple(), llvm::sys::getHostCPUName().str(), features.getString()};
}

} // namespace

const Host& host() {
  static const Host theHost = detectHost();
  return theHost;
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createTargetMachine(bool verbose) {
  const Host& machine = host();
  std::string problem;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(machine.triple, problem);
  if (!target) return fail(code::kHost, problem);
  llvm::TargetOptions options;
  options.MCOptions.AsmVerbose = verbose;
  // Position-independent and small: a unit is one block of memory, placed anywhere.
  std::unique_ptr<llvm::TargetMachine> result(target->createTargetMachine(
      machine.triple, machine.cpu, machine.features, options, llvm::Reloc::PIC_,
      llvm::CodeModel::Small, llvm::CodeGenOpt::Default, /*JIT=*/true));
  if (!result) return fail(code::kHost, "LLVM cannot generate code for " + machine.triple);
  return result;
}

} // namespace bridge
