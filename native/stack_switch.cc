#include "stack_switch.h"

#if BRIDGE_PRIVATE_STACK

// The unwind annotations describe the frame in terms of the register that keeps the host's stack
// pointer (rbx, x19), so that debuggers and profilers walk across the switch.

#if defined(__x86_64__)

asm(R"(
  .text
  .hidden bridge_enter_machine
  .globl bridge_enter_machine
  .type bridge_enter_machine, @function
  .p2align 4
bridge_enter_machine:
  .cfi_startproc
  push %rbp
  push %rbx
  push %r12
  push %r13
  push %r14
  push %r15
  mov %rsp, %rbx
  .cfi_def_cfa rbx, 56
  .cfi_offset rbp, -16
  .cfi_offset rbx, -24
  .cfi_offset r12, -32
  .cfi_offset r13, -40
  .cfi_offset r14, -48
  .cfi_offset r15, -56
  mov %rbx, (%rcx)
  mov %rdx, %rsp
  mov %rdi, %rax
  mov %rsi, %rdi
  call *%rax
  xor %eax, %eax
  mov %rbx, %rsp
.Lbridge_restore:
  .cfi_def_cfa rsp, 56
  pop %r15
  pop %r14
  pop %r13
  pop %r12
  pop %rbx
  pop %rbp
  .cfi_def_cfa_offset 8
  ret
  .cfi_endproc
  .size bridge_enter_machine, .-bridge_enter_machine

  .hidden bridge_leave_machine
  .globl bridge_leave_machine
  .type bridge_leave_machine, @function
bridge_leave_machine:
  mov %rdi, %rsp
  mov %esi, %eax
  jmp .Lbridge_restore
  .size bridge_leave_machine, .-bridge_leave_machine
)");

#elif defined(__aarch64__)

asm(R"(
  .text
  .hidden bridge_enter_machine
  .globl bridge_enter_machine
  .type bridge_enter_machine, %function
  .p2align 4
bridge_enter_machine:
  .cfi_startproc
  stp x29, x30, [sp, #-160]!
  stp x19, x20, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
  mov x29, sp
  mov x19, sp
  .cfi_def_cfa x19, 160
  .cfi_offset x29, -160
  .cfi_offset x30, -152
  .cfi_offset x19, -144
  str x19, [x3]
  mov sp, x2
  mov x9, x0
  mov x0, x1
  blr x9
  mov w0, #0
  mov sp, x19
.Lbridge_restore:
  ldp x19, x20, [sp, #16]
  ldp x21, x22, [sp, #32]
  ldp x23, x24, [sp, #48]
  ldp x25, x26, [sp, #64]
  ldp x27, x28, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  ldp x29, x30, [sp], #160
  ret
  .cfi_endproc
  .size bridge_enter_machine, .-bridge_enter_machine

  .hidden bridge_leave_machine
  .globl bridge_leave_machine
  .type bridge_leave_machine, %function
bridge_leave_machine:
  mov sp, x0
  mov w0, w1
  b .Lbridge_restore
  .size bridge_leave_machine, .-bridge_leave_machine
)");

#endif

#endif
