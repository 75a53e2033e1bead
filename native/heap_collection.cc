#include <algorithm>
#include <cstdlib>

#include "heap.h"

// Scanning reads whole stacks, with the places that the address sanitizer guards.
#define READS_ANYTHING __attribute__((no_sanitize("address"), noinline))

namespace bridge {

namespace {

/// How far outside of its block a pointer on the stack may be.
constexpr uint64_t kStackSlack = 16;

/// A block is scanned in portions, or else one long array would put all its elements on the list
/// of pending blocks at once.
constexpr size_t kPortionBytes = 1024;

} // namespace

void Heap::collect() {
  collections_++;
  sortLarge();
  retractRuns();
  lowest_ = ~uint64_t{0};
  highest_ = 0;
  auto widen = [this](const char* begin, const char* end) {
    lowest_ = std::min(lowest_, addressOf(begin));
    highest_ = std::max(highest_, addressOf(end));
  };
  forEachPool([&](Pool& pool) {
    for (Chunk* chunk : pool.chunks) {
      chunk->clearMarks();
      widen(reinterpret_cast<char*>(chunk), reinterpret_cast<char*>(chunk) + Chunk::kBytes);
    }
  });
  if (!large_.empty()) widen(large_.front().block.begin, large_.back().block.end);

  // Puts the callee-saved registers on the stack, above the frames of all that is called from here.
  __builtin_unwind_init();
  markFromRoots();
  sweep();
}

READS_ANYTHING void Heap::markFromRoots() {
  scan({static_cast<char*>(__builtin_frame_address(0)), const_cast<char*>(stackTop_)}, kStackSlack);
  scan(frame_, 0);
  for (const Range& root : roots_) scan(root, 0);
  while (!pending_.empty()) {
    Range& range = pending_.back();
    Range portion{range.begin, range.begin + std::min(range.bytes(), kPortionBytes)};
    range.begin = portion.end;
    if (range.bytes() == 0) pending_.pop_back();
    scan(portion, 0);
  }
  pending_.shrink_to_fit();
}

/// Marks what the words of a range point to, or would if they were more or less by the slack.
READS_ANYTHING void Heap::scan(Range range, uint64_t slack) {
  for (const char* place = range.begin; place < range.end; place += sizeof(uint64_t)) {
    const uint64_t word = *reinterpret_cast<const uint64_t*>(place);
    if (word - lowest_ + slack >= highest_ - lowest_ + 2 * slack) continue;
    mark(word);
    if (slack) {
      mark(word - slack);
      mark(word + slack);
    }
  }
}

void Heap::mark(uint64_t address) {
  if (chunkAddresses_.count(address / Chunk::kBytes)) {
    Chunk* chunk = Chunk::around(address);
    const Range block = chunk->blockAt(address);
    if (block.begin && chunk->mark(block.begin) && !chunk->plain()) pending_.push_back(block);
  } else if (Large* large = largeAt(address)) {
    if (!large->marked && !large->plain) pending_.push_back(large->block);
    large->marked = true;
  }
}

void Heap::sweep() {
  used_ = 0;
  forEachPool([this](Pool& pool) {
    auto isEmpty = [&](Chunk* chunk) {
      chunk->sweep();
      const uint64_t bytes = uint64_t{chunk->allocatedBlocks()} * pool.blockBytes;
      used_ += bytes;
      if (!bytes) releaseChunk(chunk);
      return bytes == 0;
    };
    pool.chunks.erase(std::remove_if(pool.chunks.begin(), pool.chunks.end(), isEmpty),
                      pool.chunks.end());
    pool.next = 0;
  });
  auto isGarbage = [this](Large& large) {
    if (large.taken) return true;
    if (!large.marked) {
      free(large.block.begin);
      return true;
    }
    large.marked = false;
    used_ += large.block.bytes();
    return false;
  };
  large_.erase(std::remove_if(large_.begin(), large_.end(), isGarbage), large_.end());
  takenLarge_ = 0;
  sinceCollection_ = 0;
  threshold_ = std::max(kLeastThreshold, used_);
  trimSpareChunks();
}

/// Frees what runs still hold, so that a collection sees allocated blocks only.
void Heap::retractRuns() {
  forEachPool([](Pool& pool) {
    if (pool.run.bytes()) Chunk::around(addressOf(pool.run.begin))->free(pool.run);
    pool.run = {};
  });
}

} // namespace bridge
