// What an integer is computed by, whether that is checked for overflow or not.

#pragma once

#include "llvm/ADT/Optional.h"
#include "llvm/IR/InstrTypes.h"

namespace bridge {

/// An operation of two integers, or the result of one that tells whether it overflows.
struct IntegerOperation {
  llvm::Instruction::BinaryOps opcode;
  llvm::Value* left;
  llvm::Value* right;
  /// Whether it tells of the overflow of signed, or of unsigned integers.
  bool tellsSigned;
  bool tellsUnsigned;
  /// Whether it is known not to overflow as one of signed integers.
  bool noSignedWrap;
};

llvm::Optional<IntegerOperation> operationOf(llvm::Value* value);

} // namespace bridge
