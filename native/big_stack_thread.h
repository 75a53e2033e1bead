// LLVM recurses deeply, and it is called when JavaScript's stack may be nearly used up (a hot
// function deep in a recursion). So LLVM runs on a thread of its own with a large stack, while
// the caller waits.
#pragma once

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"

namespace bridge {

/// Runs `body` on a thread with a 64 MiB stack and returns its result.
llvm::Error runOnBigStack(llvm::function_ref<llvm::Error()> body);

} // namespace bridge
