#include "machine.h"

#include <pthread.h>
#include <sys/mman.h>

#include <cstring>

// What runs on machine code's stack is not instrumented: the address sanitizer knows only the
// thread's own stack.
#define NOT_ON_HOST_STACK __attribute__((no_sanitize("address")))

namespace bridge {

namespace {

constexpr size_t kGuardBytes = size_t{1} << 20;
constexpr size_t kRedZoneBytes = size_t{128} << 10;
constexpr size_t kUsableBytes = size_t{64} << 20;
constexpr size_t kStackBytes = kGuardBytes + kRedZoneBytes + kUsableBytes;

/// More frames than the stack holds.
// The smallest frame is a return address and what keeps the stack aligned to 16 bytes.
constexpr size_t kMaxTrace = kStackBytes / 16;
constexpr size_t kTraceBytes = kMaxTrace * sizeof(uint64_t);

constexpr size_t kFrameBytes = 4096;

/// Address space that costs memory only where it is touched.
char* mapMemory(size_t bytes, int flags = 0) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | flags, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<char*>(memory);
}

/// The machine whose code runs on this thread, or null.
thread_local Machine* running = nullptr;

} // namespace

std::unique_ptr<Machine> Machine::create() {
  std::unique_ptr<Machine> machine(new Machine);
#if BRIDGE_PRIVATE_STACK
  char* stack = mapMemory(kStackBytes, MAP_STACK);
  if (!stack) return nullptr;
  machine->stack_ = stack;
  if (mprotect(stack, kGuardBytes, PROT_NONE)) return nullptr;
  machine->stackTop_ = stack + kStackBytes;
  machine->heap_.setStackTop(machine->stackTop_);
  machine->stackLimit_ = reinterpret_cast<uint64_t>(stack + kGuardBytes + kRedZoneBytes);
#else
  pthread_attr_t attributes;
  void* lowest;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes)) return nullptr;
  bool known = pthread_attr_getstack(&attributes, &lowest, &size) == 0;
  pthread_attr_destroy(&attributes);
  if (!known) return nullptr;
  machine->stackLimit_ = reinterpret_cast<uint64_t>(lowest) + 2 * kRedZoneBytes;
#endif
  return machine;
}

Machine::~Machine() {
  if (stack_) munmap(stack_, kStackBytes);
  if (trace_) munmap(trace_, kTraceBytes);
}

void Machine::useFrame(int64_t* frame) {
  frame_ = frame;
  char* begin = reinterpret_cast<char*>(frame);
  heap_.setFrame({begin, begin + kFrameBytes});
}

int32_t Machine::addEntry(Entry entry) {
  entries_.push_back(entry);
  return static_cast<int32_t>(entries_.size() - 1);
}

void Machine::removeEntry(int32_t id) {
  entries_[id] = nullptr;
}

Machine::Outcome Machine::invoke() {
  if (running) return Outcome::kBusy;
  int32_t* header = reinterpret_cast<int32_t*>(frame_);
  if (!header) return Outcome::kNoFrame;
  uint32_t id = static_cast<uint32_t>(header[0]);
  Entry entry = id < entries_.size() ? entries_[id] : nullptr;
  if (!entry) return Outcome::kStale;

  running = this;
  header[1] = enter(entry);
  running = nullptr;
  const double used = heap_.used();
  std::memcpy(frame_ + kFrameBytes / sizeof(int64_t) - 1, &used, sizeof used);
  return Outcome::kRan;
}

#if BRIDGE_PRIVATE_STACK

int32_t Machine::enter(Entry entry) {
  return bridge_enter_machine(entry, frame_, stackTop_, base_);
}

NOT_ON_HOST_STACK void Machine::leave(int32_t code) {
  bridge_leave_machine(base_[0], code);
}

#else

int32_t Machine::enter(Entry entry) {
  heap_.setStackTop(__builtin_frame_address(0));
  if (__builtin_setjmp(base_)) return exitCode_;
  entry(frame_);
  return 0;
}

NOT_ON_HOST_STACK void Machine::leave(int32_t code) {
  exitCode_ = code;
  __builtin_longjmp(base_, 1);
}

#endif

/// Where the function that this is inlined into was called from.
NOT_ON_HOST_STACK __attribute__((always_inline)) inline Cursor callerCursor() {
  auto* frame = static_cast<uint64_t*>(__builtin_frame_address(0));
  return {reinterpret_cast<uint64_t>(__builtin_return_address(0)),
          reinterpret_cast<uint64_t>(__builtin_dwarf_cfa()), frame[0]};
}

NOT_ON_HOST_STACK void exitToHost(int32_t code) {
  running->exitFrom(callerCursor(), code);
}

template <bool plain>
NOT_ON_HOST_STACK void* heapAllocate(int64_t bytes, int32_t code) {
  void* block = running->heap_.allocate(bytes, plain);
  if (!block) running->exitFrom(callerCursor(), code);
  return block;
}

template void* heapAllocate<false>(int64_t bytes, int32_t code);
template void* heapAllocate<true>(int64_t bytes, int32_t code);

NOT_ON_HOST_STACK void Machine::exitFrom(Cursor caller, int32_t code) {
  collectBacktrace(caller);
  leave(code);
}

NOT_ON_HOST_STACK void Machine::collectBacktrace(Cursor cursor) {
  traceLength_ = 0;
  if (!trace_) trace_ = reinterpret_cast<uint64_t*>(mapMemory(kTraceBytes));
  if (!trace_) return;
  const UnwindRow* row = nullptr; // of the last frame, most often of the next one, too
  while (traceLength_ < kMaxTrace) {
    // The address after a call that never returns may lie beyond its function.
    const uint64_t inCall = cursor.pc - 1;
    if (!row || inCall < row->begin || inCall >= row->end) row = codeMap_.unwindRowAt(inCall);
    if (!row) return;
    trace_[traceLength_++] = cursor.pc;
    if (!row->step(cursor)) return;
  }
}

llvm::ArrayRef<uint64_t> Machine::backtrace() const {
  return {trace_, traceLength_};
}

} // namespace bridge
