#include "unit_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Memory.h"

namespace bridge {

namespace {

/// More than any part of a unit needs, and far less than the 2 GiB that 32-bit distances reach.
/// RuntimeDyld fills zeroed globals byte by byte: without a limit a huge one would use up the
/// machine.
constexpr uintptr_t kMaxUnitBytes = uintptr_t{256} << 20;

} // namespace

UnitMemory::~UnitMemory() {
  if (mapping_) munmap(mapping_, mappedBytes_);
}

void UnitMemory::reserveAllocationSpace(uintptr_t codeSize, uint32_t codeAlign,
                                        uintptr_t readOnlySize, uint32_t readOnlyAlign,
                                        uintptr_t dataSize, uint32_t dataAlign) {
  // Without a mapping every allocation fails, which RuntimeDyld reports.
  if (std::max({codeSize, readOnlySize, dataSize}) > kMaxUnitBytes) return;
  const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  // RuntimeDyld's sums leave out some of the padding between sections: hence one alignment more.
  const size_t codeBytes = llvm::alignTo(codeSize + codeAlign, page);
  const size_t readOnlyBytes = llvm::alignTo(readOnlySize + readOnlyAlign, page);
  const size_t dataBytes = llvm::alignTo(dataSize + dataAlign, page);
  mappedBytes_ = codeBytes + readOnlyBytes + dataBytes;
  void* memory =
      mmap(nullptr, mappedBytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  mapping_ = static_cast<uint8_t*>(memory);
  code_ = {mapping_, mapping_, mapping_ + codeBytes};
  readOnly_ = {code_.end, code_.end, code_.end + readOnlyBytes};
  data_ = {readOnly_.end, readOnly_.end, readOnly_.end + dataBytes};
}

uint8_t* UnitMemory::Part::allocate(uintptr_t size, unsigned alignment) {
  const uintptr_t address =
      llvm::alignTo(reinterpret_cast<uintptr_t>(next), alignment ? alignment : 1);
  const uintptr_t limit = reinterpret_cast<uintptr_t>(end);
  if (address > limit || size > limit - address) return nullptr;
  uint8_t* block = reinterpret_cast<uint8_t*>(address);
  next = block + size;
  return block;
}

uint8_t* UnitMemory::allocateCodeSection(uintptr_t size, unsigned alignment, unsigned,
                                         llvm::StringRef) {
  return code_.allocate(size, alignment);
}

uint8_t* UnitMemory::allocateDataSection(uintptr_t size, unsigned alignment, unsigned,
                                         llvm::StringRef, bool readOnly) {
  return (readOnly ? readOnly_ : data_).allocate(size, alignment);
}

void UnitMemory::registerEHFrames(uint8_t* address, uint64_t, size_t size) {
  unwindSectionSink_(llvm::StringRef(reinterpret_cast<char*>(address), size));
}

bool UnitMemory::finalizeMemory(std::string* problem) {
  auto protect = [](const Part& part, int protection) {
    return part.begin == part.end || mprotect(part.begin, part.end - part.begin, protection) == 0;
  };
  if (!protect(code_, PROT_READ | PROT_EXEC) || !protect(readOnly_, PROT_READ)) {
    if (problem) *problem = std::string("cannot make code executable: ") + strerror(errno);
    return true;
  }
  if (code_.begin != code_.end) {
    llvm::sys::Memory::InvalidateInstructionCache(code_.begin, code_.end - code_.begin);
  }
  return false;
}

} // namespace bridge
