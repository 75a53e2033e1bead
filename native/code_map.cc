#include "code_map.h"

#include <algorithm>

namespace bridge {

void CodeMap::add(uint64_t begin, uint64_t end, int32_t unit, const UnwindTable* unwind) {
  auto place = std::upper_bound(ranges_.begin(), ranges_.end(), begin,
                                [](uint64_t at, const Range& range) { return at < range.begin; });
  ranges_.insert(place, Range{begin, end, unit, unwind});
}

void CodeMap::remove(int32_t unit) {
  ranges_.erase(std::remove_if(ranges_.begin(), ranges_.end(),
                               [unit](const Range& range) { return range.unit == unit; }),
                ranges_.end());
}

const CodeMap::Range* CodeMap::rangeAt(uint64_t address) const {
  auto next = std::upper_bound(ranges_.begin(), ranges_.end(), address,
                               [](uint64_t at, const Range& range) { return at < range.begin; });
  if (next == ranges_.begin()) return nullptr;
  const Range& range = *std::prev(next);
  return address < range.end ? &range : nullptr;
}

int32_t CodeMap::unitAt(uint64_t address) const {
  const Range* range = rangeAt(address);
  return range ? range->unit : -1;
}

const UnwindRow* CodeMap::unwindRowAt(uint64_t address) const {
  const Range* range = rangeAt(address);
  return range ? range->unwind->rowAt(address) : nullptr;
}

} // namespace bridge
