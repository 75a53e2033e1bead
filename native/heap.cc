#include "heap.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace bridge {

namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;

/// Requests beyond are mistakes.
constexpr uint64_t kMostBytes = uint64_t{1} << 40;

constexpr uint64_t kMostBytesOfRun = 16384;

uint64_t defaultLimit() {
  const uint64_t memory =
      static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  return std::min(memory / 2, 4096 * kMiB);
}

} // namespace

Heap::Heap() : limit_(defaultLimit()) {
  for (auto& pools : pools_) {
    for (unsigned i = 0; i < kSizeClasses; i++) pools[i].blockBytes = bytesOfClass(i);
  }
}

Heap::~Heap() {
  for (const Large& large : large_) {
    if (!large.taken) free(large.block.begin);
  }
  forEachPool(
      [](Pool& pool) { std::for_each(pool.chunks.begin(), pool.chunks.end(), Chunk::unmap); });
  std::for_each(spareChunks_.begin(), spareChunks_.end(), Chunk::unmap);
}

void* Heap::allocateSlowly(int64_t bytes, bool plain) {
  const uint64_t wanted = static_cast<uint64_t>(bytes);
  if (wanted > kMostBytes) return nullptr;
  if (wanted > kMostSmallBytes) return allocateLarge(wanted, plain);
  return allocateSmall(pools_[plain][sizeClass(wanted)], plain);
}

void* Heap::allocateSmall(Pool& pool, bool plain) {
  // A collection empties the run, and what the first try admitted is not counted yet.
  const uint64_t blockBytes = pool.blockBytes;
  if (!admit(blockBytes)) return nullptr;
  while (true) {
    if (pool.next == pool.chunks.size()) {
      Chunk* chunk = takeChunk();
      if (!chunk) break;
      chunk->format(pool.blockBytes, plain);
      pool.chunks.push_back(chunk);
    }
    const uint64_t mostBytes = std::min(kMostBytesOfRun, blockBytes + (limit_ - used_));
    pool.run = pool.chunks[pool.next]->takeRun(mostBytes);
    if (pool.run.bytes() > 0) break;
    pool.next++;
  }
  used_ += pool.run.bytes() - blockBytes;
  sinceCollection_ += pool.run.bytes() - blockBytes;
  if (pool.run.bytes() == 0) return nullptr;
  char* block = pool.run.begin;
  pool.run.begin += blockBytes;
  return block;
}

void* Heap::allocateLarge(uint64_t bytes, bool plain) {
  bytes = llvm::alignTo(bytes, 16);
  if (!admit(bytes)) return nullptr;
  char* block = static_cast<char*>(calloc(bytes, 1));
  if (!block) {
    used_ -= bytes;
    return nullptr;
  }
  if (takenLarge_ || (!large_.empty() && block < large_.back().block.begin)) largeSorted_ = false;
  large_.push_back({{block, block + bytes}, plain, false, false});
  return block;
}

/// Counts bytes that are about to be allocated, after a collection if one is due. False: no room.
bool Heap::admit(uint64_t bytes) {
  const bool full = bytes > limit_ || used_ > limit_ - bytes;
  // A nearly full heap must not be searched again and again for the last few bytes.
  if (full ? sinceCollection_ > limit_ / 64 : sinceCollection_ > threshold_) collect();
  if (bytes > limit_ || used_ > limit_ - bytes) return false;
  used_ += bytes;
  sinceCollection_ += bytes;
  return true;
}

Chunk* Heap::takeChunk() {
  Chunk* chunk;
  if (spareChunks_.empty()) {
    chunk = Chunk::map();
    if (!chunk) return nullptr;
  } else {
    chunk = spareChunks_.back();
    spareChunks_.pop_back();
  }
  chunkAddresses_.insert(reinterpret_cast<uint64_t>(chunk) / Chunk::kBytes);
  return chunk;
}

void Heap::releaseChunk(Chunk* chunk) {
  chunk->clear();
  chunkAddresses_.erase(reinterpret_cast<uint64_t>(chunk) / Chunk::kBytes);
  spareChunks_.push_back(chunk);
}

void Heap::trimSpareChunks() {
  while (spareChunks_.size() * Chunk::kBytes > threshold_) {
    Chunk::unmap(spareChunks_.back());
    spareChunks_.pop_back();
  }
}

void Heap::reset() {
  if (!used_) return;
  forEachPool([this](Pool& pool) {
    pool.run = {};
    pool.next = 0;
    for (Chunk* chunk : pool.chunks) releaseChunk(chunk);
    pool.chunks.clear();
  });
  for (const Large& large : large_) {
    if (!large.taken) free(large.block.begin);
  }
  large_.clear();
  largeSorted_ = true;
  takenLarge_ = 0;
  used_ = 0;
  sinceCollection_ = 0;
  threshold_ = kLeastThreshold;
  trimSpareChunks();
}

/// Makes `large_` fit for largeAt().
void Heap::sortLarge() {
  if (largeSorted_) return;
  large_.erase(
      std::remove_if(large_.begin(), large_.end(), [](const Large& large) { return large.taken; }),
      large_.end());
  takenLarge_ = 0;
  std::sort(large_.begin(), large_.end(),
            [](const Large& a, const Large& b) { return a.block.begin < b.block.begin; });
  largeSorted_ = true;
}

/// The large block around this address, or null.
Heap::Large* Heap::largeAt(uint64_t address) {
  auto next = std::upper_bound(
      large_.begin(), large_.end(), address,
      [](uint64_t at, const Large& large) { return at < addressOf(large.block.begin); });
  if (next == large_.begin()) return nullptr;
  Large& large = *std::prev(next);
  return !large.taken && address < addressOf(large.block.end) ? &large : nullptr;
}

Range Heap::blockFrom(uint64_t address) {
  Range block;
  if (chunkAddresses_.count(address / Chunk::kBytes)) {
    block = Chunk::around(address)->blockAt(address);
  } else {
    sortLarge();
    if (const Large* large = largeAt(address)) block = large->block;
  }
  return addressOf(block.begin) == address ? block : Range{};
}

Heap::Taken Heap::take(Range block) {
  used_ -= block.bytes();
  if (block.bytes() <= kMostSmallBytes) {
    Chunk::around(addressOf(block.begin))->free(block);
    return Taken::kFreed;
  }
  sortLarge();
  largeAt(addressOf(block.begin))->taken = true;
  takenLarge_++;
  return Taken::kOwned;
}

HeapStatistics Heap::statistics() const {
  HeapStatistics statistics{used_, large_.size() - takenLarge_, 0, collections_};
  for (const auto& pools : pools_) {
    for (const Pool& pool : pools) {
      statistics.bytes -= pool.run.bytes();
      statistics.blocks -= pool.run.bytes() / pool.blockBytes;
      for (const Chunk* chunk : pool.chunks) statistics.blocks += chunk->allocatedBlocks();
      statistics.chunkBytes += pool.chunks.size() * Chunk::kBytes;
    }
  }
  statistics.chunkBytes += spareChunks_.size() * Chunk::kBytes;
  return statistics;
}

} // namespace bridge
