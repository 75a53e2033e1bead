// Running machine code: the table of live entries, the private stack, the way in (invoke) and the
// way out (exitToHost), and the raw backtrace of the last exit.
//
// The stack, lowest address first:
//
//     guard 1 MiB | red zone 128 KiB | usable 64 MiB | top
//     no access                      ^ stackLimit()
//
// Machine code compares its frame's address with stackLimit() (a symbol in its IR) and exits below
// it. The red zone is what libm, exitToHost() and signal handlers may still use then.
//
// Trap: an exit skips the frames of machine code only. No frame with a C++ destructor may ever lie
// between invoke() and machine code, nor between machine code and exitToHost() or heapAllocate().
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "code_map.h"
#include "heap.h"
#include "llvm/ADT/ArrayRef.h"
#include "stack_switch.h"

namespace bridge {

/// The helper `exit_to_host`: machine code calls it to return to invoke() at once with this code.
[[noreturn]] void exitToHost(int32_t code);

/// The helpers `heap_allocate` and `heap_allocate_plain`: a block of Heap::allocate(), or an exit
/// with this code if there is none.
template <bool plain>
void* heapAllocate(int64_t bytes, int32_t code);

/// One per Node environment; used by that environment's thread only.
class Machine {
 public:
  /// Null if the system gives no memory for the stack.
  static std::unique_ptr<Machine> create();
  ~Machine();

  /// The lowest address that frames of machine code may reach.
  uint64_t stackLimit() const { return stackLimit_; }

  /// Sets the frame: memory of kFrameBytes through which arguments, results and status travel.
  void useFrame(int64_t* frame);
  uint64_t frame() const { return reinterpret_cast<uint64_t>(frame_); }

  /// The memory of machine code. Its blocks stay until the host resets it.
  Heap& heap() { return heap_; }

  /// Makes an entry callable. Ids count up and are never given twice.
  int32_t addEntry(Entry entry);
  void removeEntry(int32_t id);

  /// The code of live units. Backtraces end where it ends.
  CodeMap& codeMap() { return codeMap_; }

  /// How invoke() ended; only `kRan` touched the frame.
  enum class Outcome { kRan, kNoFrame, kStale, kBusy };

  /// Calls the entry whose id is in bytes 0-3 of the frame and writes the status to bytes 4-7:
  /// 0, or the code given to exitToHost(). The frame's last 8 bytes get Heap::used() as a double.
  Outcome invoke();

  /// The return addresses of machine code at the last exit, innermost first.
  llvm::ArrayRef<uint64_t> backtrace() const;

 private:
  friend void exitToHost(int32_t code);
  template <bool plain>
  friend void* heapAllocate(int64_t bytes, int32_t code);
  Machine() = default;
  [[noreturn]] void exitFrom(Cursor caller, int32_t code);
  void collectBacktrace(Cursor cursor);
  int32_t enter(Entry entry);
  [[noreturn]] void leave(int32_t code);

  int64_t* frame_ = nullptr;
  std::vector<Entry> entries_; // null where removed
  CodeMap codeMap_;
  Heap heap_;

  uint64_t stackLimit_ = 0;
  char* stack_ = nullptr;    // the mapping, or null on the caller's stack
  void* stackTop_ = nullptr; // where machine code's first frame begins
  void* base_[5] = {};       // the way back to invoke()
  int32_t exitCode_ = 0;     // of the exit under way, where leaving cannot carry it

  uint64_t* trace_ = nullptr; // mapping of kMaxTrace addresses, made at the first exit
  size_t traceLength_ = 0;
};

} // namespace bridge
