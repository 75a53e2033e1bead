// The memory of machine code: blocks that it allocates while it runs and never frees. What it can
// no longer reach is found by a conservative mark and sweep collection, after Boehm & Weiser,
// "Garbage collection in an uncooperative environment" (1988): every aligned word of the stack, of
// the callee-saved registers, of the frame, of the host's roots and of reachable blocks counts as a
// pointer if it lies inside a block.
//
// Small blocks lie in chunks, one size each (heap_chunk.h); large ones are the C library's, so that
// one can be given away alone.
//
// A pointer kept in a block or by the host must lie inside its block. One that machine code keeps
// on its stack or in a register may be up to 16 bytes outside, since LLVM keeps the address of
// x[i - 1] rather than of x[i] where that saves an instruction.
#pragma once

#include <cstdint>
#include <vector>

#include "heap_chunk.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MathExtras.h"

namespace bridge {

struct HeapStatistics {
  uint64_t bytes;       // of allocated blocks, rounded up to their size classes
  uint64_t blocks;      // how many those are, garbage that was not collected yet included
  uint64_t chunkBytes;  // mapped for small blocks, in use or spare
  uint64_t collections; // since the heap exists
};

/// One per machine; used while that machine runs, or by the host between two runs.
class Heap {
 public:
  Heap();
  ~Heap();

  /// A zeroed block, aligned to 16 bytes, of at least this size; null if the size is absurd or the
  /// limit stands against it even after a collection. Plain blocks are never searched for pointers.
  void* allocate(int64_t bytes, bool plain) {
    if (static_cast<uint64_t>(bytes) <= kMostSmallBytes) {
      Pool& pool = pools_[plain][sizeClass(bytes)];
      char* block = pool.run.begin;
      if (block != pool.run.end) {
        pool.run.begin = block + pool.blockBytes;
        return block;
      }
    }
    return allocateSlowly(bytes, plain);
  }

  /// Where collections look besides blocks: from the stack pointer to `top`.
  void setStackTop(const void* top) { stackTop_ = static_cast<const char*>(top); }
  /// Ditto, the frame.
  void setFrame(Range frame) { frame_ = frame; }
  /// Ditto, memory of the host. It must be readable until other roots are set.
  void setRoots(std::vector<Range> roots) { roots_ = std::move(roots); }

  /// How many bytes all blocks together may have.
  void setLimit(uint64_t bytes) { limit_ = bytes; }

  /// Bytes of blocks and of runs being cut into blocks; 0 only if there is no block.
  uint64_t used() const { return used_; }

  /// The block that begins at this address, or an empty range.
  Range blockFrom(uint64_t address);
  /// Takes a block out of the heap. A large one is then the caller's, to be freed with free().
  enum class Taken { kFreed, kOwned };
  Taken take(Range block);

  /// Frees all blocks. Up to 64 MiB of memory are kept for the next ones.
  void reset();

  HeapStatistics statistics() const;

 private:
  static constexpr uint64_t kMostSmallBytes = 8192;
  static constexpr uint64_t kLeastThreshold = uint64_t{64} << 20;
  static constexpr unsigned kSizeClasses = 32;

  static uint64_t addressOf(const char* place) { return reinterpret_cast<uint64_t>(place); }

  /// Steps of 16 bytes up to 128, then four steps to each power of two.
  static unsigned sizeClass(uint64_t bytes) {
    if (bytes <= 128) return bytes ? (bytes - 1) / 16 : 0;
    const unsigned shift = 61 - llvm::countLeadingZeros(bytes - 1);
    return 8 + (shift - 5) * 4 + ((bytes - 1) >> shift & 3);
  }
  static uint32_t bytesOfClass(unsigned sizeClass) {
    if (sizeClass < 8) return (sizeClass + 1) * 16;
    return (sizeClass % 4 + 5) << (5 + (sizeClass - 8) / 4);
  }

  /// Where blocks of one size come from.
  struct Pool {
    Range run; // the next blocks; allocated in their chunk's eyes
    uint32_t blockBytes = 0;
    size_t next = 0; // chunks before this one are full
    std::vector<Chunk*> chunks;
  };

  /// A block of its own.
  struct Large {
    Range block;
    bool plain;
    bool marked;
    bool taken; // no longer the heap's
  };

  void* allocateSlowly(int64_t bytes, bool plain);
  void* allocateSmall(Pool& pool, bool plain);
  void* allocateLarge(uint64_t bytes, bool plain);
  bool admit(uint64_t bytes);
  Chunk* takeChunk();
  void releaseChunk(Chunk* chunk);
  void trimSpareChunks();

  void collect();
  void markFromRoots();
  void scan(Range range, uint64_t slack);
  void mark(uint64_t address);
  void sweep();
  void retractRuns();
  void sortLarge();
  Large* largeAt(uint64_t address);

  template <typename Visit>
  void forEachPool(Visit visit) {
    for (auto& pools : pools_) {
      for (Pool& pool : pools) visit(pool);
    }
  }

  Pool pools_[2][kSizeClasses];             // of blocks with pointers, of plain blocks
  llvm::DenseSet<uint64_t> chunkAddresses_; // of all pools' chunks, divided by their size
  std::vector<Chunk*> spareChunks_;
  std::vector<Large> large_;
  bool largeSorted_ = true; // by address
  size_t takenLarge_ = 0;

  uint64_t used_ = 0;
  uint64_t sinceCollection_ = 0;         // bytes admitted since the last collection
  uint64_t threshold_ = kLeastThreshold; // after that many a collection is due
  uint64_t limit_;
  uint64_t collections_ = 0;

  const char* stackTop_ = nullptr;
  Range frame_;
  std::vector<Range> roots_;

  // During a collection:
  uint64_t lowest_ = 0, highest_ = 0; // all blocks lie between
  std::vector<Range> pending_;        // marked, to be scanned
};

} // namespace bridge
