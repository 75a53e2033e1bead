// The jump between the host's stack and the machine code's, and the jump back out of the middle
// of machine code. Both sides are one routine: enterMachine() saves the callee-saved registers
// and the stack pointer, as setjmp would, and leaveMachine() restores them.
//
// Why not setjmp and longjmp: glibc's checked longjmp ends the process when it is asked to jump
// "down" the stack, which is what a jump between two stacks may look like.
#pragma once

#include <cstdint>

#if (defined(__x86_64__) || defined(__aarch64__)) && defined(__ELF__) && \
    !defined(BRIDGE_CURRENT_STACK)
#define BRIDGE_PRIVATE_STACK 1
#else
#define BRIDGE_PRIVATE_STACK 0
#endif

namespace bridge {

/// The type of every export of a unit.
using Entry = void (*)(int64_t* frame);

#if BRIDGE_PRIVATE_STACK

extern "C" {

/// Calls `entry(frame)` on the stack that ends at `stackTop` (16-byte aligned) and stores the
/// place to come back to in `*base`. Returns 0, or the code given to leaveMachine().
int32_t bridge_enter_machine(Entry entry, int64_t* frame, void* stackTop, void** base);

/// Goes back to the bridge_enter_machine() that stored `base`, which returns `code`.
[[noreturn]] void bridge_leave_machine(void* base, int32_t code);
}

#endif

} // namespace bridge
