// Which addresses are machine code of ours, and whose: asked for every frame of a backtrace
// (while machine code is exiting, so lookups allocate nothing) and by the symbolizer.
#pragma once

#include <cstdint>
#include <vector>

#include "unwind_table.h"

namespace bridge {

/// Address ranges of the code of live units, sorted.
class CodeMap {
 public:
  /// `unwind` must live until the unit is removed.
  void add(uint64_t begin, uint64_t end, int32_t unit, const UnwindTable* unwind);
  void remove(int32_t unit);

  /// The id of the unit whose code holds this address, or -1.
  int32_t unitAt(uint64_t address) const;

  /// How to leave the function at this address; null if it is not machine code of ours.
  const UnwindRow* unwindRowAt(uint64_t address) const;

 private:
  struct Range {
    uint64_t begin, end;
    int32_t unit;
    const UnwindTable* unwind;
  };
  const Range* rangeAt(uint64_t address) const;

  std::vector<Range> ranges_;
};

} // namespace bridge
