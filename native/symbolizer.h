// From a return address in a unit to the source frames it stands for, inlined ones included, by
// the DWARF that the unit's own object carries. Read only when somebody asks.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "session.h"

namespace bridge {

/// One function of the source that was active at an address.
struct SourceFrame {
  std::string function;
  std::string file;    // empty without debug information
  uint32_t line = 0;   // 1-based; 0: unknown
  uint32_t column = 0; // 1-based; 0: unknown
};

/// The symbolizer of one unit. Lives no longer than the unit's LinkedCode.
class Symbolizer {
 public:
  explicit Symbolizer(const LinkedCode& code) : code_(code) {}

  /// The source frames of a call that returns to this address, innermost first; at least one.
  std::vector<SourceFrame> framesAt(uint64_t returnAddress);

 private:
  uint64_t sectionAt(uint64_t address) const;
  std::string functionAt(uint64_t address) const;

  const LinkedCode& code_;
  std::unique_ptr<llvm::DWARFContext> dwarf_;
};

} // namespace bridge
