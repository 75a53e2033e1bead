#include "heap_chunk.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "llvm/Support/MathExtras.h"

namespace bridge {

static_assert(sizeof(Chunk) % 16 == 0, "blocks are aligned to 16 bytes");

namespace {

char* mapBytes(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<char*>(memory);
}

} // namespace

Chunk* Chunk::map() {
  // The system puts mappings side by side: after the first chunk this is most often aligned.
  char* memory = mapBytes(kBytes);
  if (memory && reinterpret_cast<uint64_t>(memory) % kBytes != 0) {
    munmap(memory, kBytes);
    memory = mapBytes(2 * kBytes);
    if (!memory) return nullptr;
    char* aligned =
        reinterpret_cast<char*>(around(reinterpret_cast<uint64_t>(memory) + kBytes - 1));
    if (aligned > memory) munmap(memory, aligned - memory);
    if (aligned < memory + kBytes) munmap(aligned + kBytes, memory + kBytes - aligned);
    memory = aligned;
  }
  return reinterpret_cast<Chunk*>(memory);
}

void Chunk::unmap(Chunk* chunk) {
  munmap(chunk, kBytes);
}

void Chunk::format(uint32_t blockBytes, bool plain) {
  blockBytes_ = blockBytes;
  count_ = (kBytes - sizeof(Chunk)) / blockBytes;
  next_ = 0;
  plain_ = plain;
}

Range Chunk::takeRun(size_t mostBytes) {
  for (; next_ < words(); next_++) {
    uint64_t free = ~allocated_[next_];
    if (next_ == count_ / 64) free &= llvm::maskTrailingOnes<uint64_t>(count_ % 64);
    if (!free) continue;
    const unsigned first = llvm::countTrailingZeros(free);
    const unsigned most = std::max<size_t>(1, mostBytes / blockBytes_);
    const unsigned length = std::min(llvm::countTrailingOnes(free >> first), most);
    allocated_[next_] |= llvm::maskTrailingOnes<uint64_t>(length) << first;
    char* begin = data() + (size_t{next_} * 64 + first) * blockBytes_;
    std::memset(begin, 0, size_t{length} * blockBytes_);
    return {begin, begin + size_t{length} * blockBytes_};
  }
  return {};
}

void Chunk::free(Range blocks) {
  for (char* block = blocks.begin; block < blocks.end; block += blockBytes_) {
    const uint32_t index = static_cast<uint32_t>(block - data()) / blockBytes_;
    allocated_[index / 64] &= ~(uint64_t{1} << index % 64);
    next_ = std::min(next_, index / 64);
  }
}

void Chunk::clear() {
  std::memset(allocated_, 0, words() * sizeof(uint64_t));
  next_ = 0;
}

Range Chunk::blockAt(uint64_t address) const {
  const uint64_t first = reinterpret_cast<uint64_t>(data());
  if (address < first) return {};
  const uint32_t index = static_cast<uint32_t>(address - first) / blockBytes_;
  if (index >= count_ || !(allocated_[index / 64] >> index % 64 & 1)) return {};
  char* begin = const_cast<char*>(data()) + size_t{index} * blockBytes_;
  return {begin, begin + blockBytes_};
}

void Chunk::clearMarks() {
  std::memset(marked_, 0, words() * sizeof(uint64_t));
}

bool Chunk::mark(const char* block) {
  const uint32_t index = static_cast<uint32_t>(block - data()) / blockBytes_;
  const uint64_t bit = uint64_t{1} << index % 64;
  if (marked_[index / 64] & bit) return false;
  marked_[index / 64] |= bit;
  return true;
}

void Chunk::sweep() {
  std::memcpy(allocated_, marked_, words() * sizeof(uint64_t));
  next_ = 0;
}

uint32_t Chunk::allocatedBlocks() const {
  uint32_t blocks = 0;
  for (uint32_t i = 0; i < words(); i++) blocks += llvm::countPopulation(allocated_[i]);
  return blocks;
}

} // namespace bridge
