#include "unwind_table.h"

#include <algorithm>

#include "llvm/DebugInfo/DWARF/DWARFDataExtractor.h"
#include "llvm/DebugInfo/DWARF/DWARFDebugFrame.h"
#include "llvm/Support/Casting.h"

namespace bridge {

namespace {

// DWARF's numbers for the registers; on other processors backtraces are empty.
#if defined(__x86_64__)
constexpr auto kArchitecture = llvm::Triple::x86_64;
constexpr uint32_t kSp = 7, kFp = 6, kReturn = 16;
#elif defined(__aarch64__)
constexpr auto kArchitecture = llvm::Triple::aarch64;
constexpr uint32_t kSp = 31, kFp = 29, kReturn = 30;
#else
constexpr auto kArchitecture = llvm::Triple::UnknownArch;
constexpr uint32_t kSp = ~0u, kFp = ~0u, kReturn = ~0u;
#endif

using llvm::dwarf::UnwindLocation;

UnwindRow toRow(const llvm::dwarf::UnwindRow& source) {
  UnwindRow row{};
  row.begin = source.getAddress();
  const UnwindLocation& cfa = source.getCFAValue();
  llvm::Optional<UnwindLocation> returnAddress =
      source.getRegisterLocations().getRegisterLocation(kReturn);
  llvm::Optional<UnwindLocation> fp = source.getRegisterLocations().getRegisterLocation(kFp);
  auto isSaved = [](const UnwindLocation& location) {
    return location == UnwindLocation::createAtCFAPlusOffset(location.getOffset());
  };
  if (cfa.getLocation() != UnwindLocation::RegPlusOffset) return row;
  if (cfa.getRegister() != kSp && cfa.getRegister() != kFp) return row;
  if (!returnAddress || !isSaved(*returnAddress)) return row;
  if (fp && fp->getLocation() != UnwindLocation::Same && !isSaved(*fp)) return row;
  row.known = true;
  row.cfaFromFp = cfa.getRegister() == kFp;
  row.cfaOffset = cfa.getOffset();
  row.returnOffset = returnAddress->getOffset();
  row.fpSaveOffset = fp && isSaved(*fp) ? fp->getOffset() : 0;
  return row;
}

uint64_t load(uint64_t address) {
  return *reinterpret_cast<const uint64_t*>(address);
}

} // namespace

UnwindTable::UnwindTable(llvm::StringRef section) {
  llvm::DWARFDebugFrame frames(kArchitecture, /*IsEH=*/true,
                               reinterpret_cast<uint64_t>(section.data()));
  llvm::DWARFDataExtractor data(section, llvm::sys::IsLittleEndianHost, sizeof(void*));
  if (llvm::Error error = frames.parse(data)) llvm::consumeError(std::move(error));
  for (const llvm::dwarf::FrameEntry& entry : frames) {
    const auto* function = llvm::dyn_cast<llvm::dwarf::FDE>(&entry);
    if (!function) continue;
    llvm::Expected<llvm::dwarf::UnwindTable> table = llvm::dwarf::UnwindTable::create(function);
    if (!table) {
      llvm::consumeError(table.takeError());
      continue;
    }
    const size_t first = rows_.size();
    for (const llvm::dwarf::UnwindRow& row : *table) {
      if (rows_.size() > first) rows_.back().end = row.getAddress();
      rows_.push_back(toRow(row));
    }
    if (rows_.size() > first) {
      rows_.back().end = function->getInitialLocation() + function->getAddressRange();
    }
  }
  std::sort(rows_.begin(), rows_.end(),
            [](const UnwindRow& a, const UnwindRow& b) { return a.begin < b.begin; });
}

const UnwindRow* UnwindTable::rowAt(uint64_t address) const {
  auto next = std::upper_bound(rows_.begin(), rows_.end(), address,
                               [](uint64_t at, const UnwindRow& row) { return at < row.begin; });
  if (next == rows_.begin()) return nullptr;
  const UnwindRow& row = *std::prev(next);
  return address < row.end ? &row : nullptr;
}

// Reads machine code's stack, which the address sanitizer does not know.
__attribute__((no_sanitize("address"))) bool UnwindRow::step(Cursor& cursor) const {
  if (!known) return false;
  const uint64_t cfa = (cfaFromFp ? cursor.fp : cursor.sp) + cfaOffset;
  if (cfa <= cursor.sp) return false;
  cursor.pc = load(cfa + returnOffset);
  if (fpSaveOffset) cursor.fp = load(cfa + fpSaveOffset);
  cursor.sp = cfa;
  return true;
}

} // namespace bridge
