// A chunk of the heap: 1 MiB, aligned to 1 MiB, that holds blocks of one size. Two bits per block:
// allocated and, during a collection, marked.
//
//     fields | allocated bits | marked bits | block | block | ...
//
// Blocks are handed out by the run: up to 64 free neighbours, zeroed, from which the heap then cuts
// blocks without looking here again.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bridge {

/// Memory from `begin` up to, not including, `end`.
struct Range {
  char* begin = nullptr;
  char* end = nullptr;

  size_t bytes() const { return end - begin; }
};

class Chunk {
 public:
  static constexpr size_t kBytes = size_t{1} << 20;

  /// A chunk without blocks; null if the system gives no memory.
  static Chunk* map();
  static void unmap(Chunk* chunk);

  /// Where the chunk that contains this address would be.
  static Chunk* around(uint64_t address) {
    return reinterpret_cast<Chunk*>(address & ~uint64_t{kBytes - 1});
  }

  /// Gives a chunk without allocated blocks a block size, a multiple of 16. Blocks of a plain chunk
  /// hold no pointers.
  void format(uint32_t blockBytes, bool plain);

  bool plain() const { return plain_; }
  uint32_t blockBytes() const { return blockBytes_; }

  /// Allocates a run of at most this many bytes, but at least one block; empty if all is allocated.
  Range takeRun(size_t mostBytes);

  /// Frees blocks, such as the rest of a run.
  void free(Range blocks);

  /// Frees all blocks.
  void clear();

  /// The allocated block around this address, or an empty range.
  Range blockAt(uint64_t address) const;

  void clearMarks();
  /// Marks the block; false if it was marked before.
  bool mark(const char* block);
  /// Frees what is not marked.
  void sweep();

  uint32_t allocatedBlocks() const;

 private:
  static constexpr size_t kWords = kBytes / 16 / 64;

  char* data() { return reinterpret_cast<char*>(this + 1); }
  const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  uint32_t words() const { return (count_ + 63) / 64; }

  uint32_t blockBytes_;
  uint32_t count_; // of blocks, allocated or not
  uint32_t next_;  // words of `allocated_` before this one have no free block to offer
  bool plain_;
  alignas(16) uint64_t allocated_[kWords];
  uint64_t marked_[kWords];
};

} // namespace bridge
