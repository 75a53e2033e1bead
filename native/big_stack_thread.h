// LLVM recurses deeply, and it is called when JavaScript's stack may be nearly used up (a hot
// function deep in a recursion). So LLVM runs on a thread of its own with a large stack, while
// the caller waits.
#pragma once

#include "errors.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"

namespace bridge {

/// Runs `body` on a thread with a 64 MiB stack and returns its result.
llvm::Error runOnBigStack(llvm::function_ref<llvm::Error()> body);

/// What LLVM makes of a module, on such a thread; a fatal error of LLVM becomes an ordinary one.
template <typename Result>
llvm::Expected<Result> generateOnBigStack(llvm::function_ref<llvm::Expected<Result>()> body) {
  Result made;
  llvm::Error problem = runOnBigStack([&] {
    return catchFatal(code::kCodegen, [&]() -> llvm::Error {
      llvm::Expected<Result> result = body();
      if (!result) return result.takeError();
      made = std::move(*result);
      return llvm::Error::success();
    });
  });
  if (problem) return problem;
  return made;
}

} // namespace bridge
