// The memory of one unit: code, constants and data side by side in one mapping, so that the
// 32-bit distances of the small code model always reach (LLVM's stock manager maps each section
// wherever there is room, and RuntimeDyld truncates a distance that does not fit). Writable while
// the unit is linked, never writable and executable at the same time.
#pragma once

#include <functional>

#include "llvm/ExecutionEngine/RuntimeDyld.h"

namespace bridge {

class UnitMemory : public llvm::RuntimeDyld::MemoryManager {
 public:
  /// Told the unit's .eh_frame section, where it was loaded.
  using UnwindSectionSink = std::function<void(llvm::StringRef section)>;

  explicit UnitMemory(UnwindSectionSink sink) : unwindSectionSink_(std::move(sink)) {}
  ~UnitMemory() override;

  bool needsToReserveAllocationSpace() override { return true; }
  void reserveAllocationSpace(uintptr_t codeSize, uint32_t codeAlign, uintptr_t readOnlySize,
                              uint32_t readOnlyAlign, uintptr_t dataSize,
                              uint32_t dataAlign) override;
  uint8_t* allocateCodeSection(uintptr_t size, unsigned alignment, unsigned id,
                               llvm::StringRef name) override;
  uint8_t* allocateDataSection(uintptr_t size, unsigned alignment, unsigned id,
                               llvm::StringRef name, bool readOnly) override;
  void registerEHFrames(uint8_t* address, uint64_t loadAddress, size_t size) override;
  void deregisterEHFrames() override {}
  bool finalizeMemory(std::string* problem) override;

 private:
  /// A page-aligned part of the mapping that gets one protection.
  struct Part {
    uint8_t* begin = nullptr;
    uint8_t* next = nullptr;
    uint8_t* end = nullptr;

    uint8_t* allocate(uintptr_t size, unsigned alignment);
  };

  UnwindSectionSink unwindSectionSink_;
  uint8_t* mapping_ = nullptr;
  size_t mappedBytes_ = 0;
  Part code_, readOnly_, data_;
};

} // namespace bridge
