#include "symbolizer.h"

namespace bridge {

std::vector<SourceFrame> Symbolizer::framesAt(uint64_t returnAddress) {
  const uint64_t address = returnAddress - 1; // inside the call
  std::vector<SourceFrame> frames;
  if (const llvm::object::ObjectFile* object = code_.debugObject.getBinary()) {
    if (!dwarf_) {
      auto ignore = [](llvm::Error error) { llvm::consumeError(std::move(error)); };
      dwarf_ =
          llvm::DWARFContext::create(*object, llvm::DWARFContext::ProcessDebugRelocations::Process,
                                     nullptr, "", ignore, ignore);
    }
    llvm::DIInliningInfo inlined = dwarf_->getInliningInfoForAddress(
        {address, sectionAt(address)},
        {llvm::DILineInfoSpecifier::FileLineInfoKind::RawValue, llvm::DINameKind::ShortName});
    for (uint32_t i = 0; i < inlined.getNumberOfFrames(); i++) {
      const llvm::DILineInfo& info = inlined.getFrame(i);
      if (info.FunctionName == llvm::DILineInfo::BadString) continue;
      std::string file = info.FileName == llvm::DILineInfo::BadString ? "" : info.FileName;
      frames.push_back({info.FunctionName, std::move(file), info.Line, info.Column});
    }
  }
  if (frames.empty()) frames.push_back({functionAt(address), "", 0, 0});
  return frames;
}

// Line tables of a relocatable object are keyed by section as well as address.
uint64_t Symbolizer::sectionAt(uint64_t address) const {
  for (const llvm::object::SectionRef& section : code_.debugObject.getBinary()->sections()) {
    if (section.isText() && section.getAddress() <= address &&
        address - section.getAddress() < section.getSize()) {
      return section.getIndex();
    }
  }
  return llvm::object::SectionedAddress::UndefSection;
}

std::string Symbolizer::functionAt(uint64_t address) const {
  for (const FunctionRange& function : code_.functions) {
    if (function.address <= address && address - function.address < function.size) {
      return function.name;
    }
  }
  return "";
}

} // namespace bridge
