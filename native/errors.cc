#include "errors.h"

#include <csetjmp>
#include <mutex>

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

namespace bridge {

char Failure::ID = 0;

void Failure::log(llvm::raw_ostream& out) const {
  out << text_;
}

std::error_code Failure::convertToErrorCode() const {
  return llvm::inconvertibleErrorCode();
}

llvm::Error fail(const char* code, const llvm::Twine& text) {
  return llvm::make_error<Failure>(code, text.str());
}

llvm::Error withCode(llvm::Error error, const char* code) {
  if (!error || error.isA<Failure>()) return error;
  return fail(code, llvm::toString(std::move(error)));
}

namespace {

/// Where a fatal error goes: the innermost catchFatal() of this thread.
struct Recovery {
  std::jmp_buf place;
  std::string reason;
  Recovery* outer;
};

thread_local Recovery* recovery = nullptr;

void onFatalError(void*, const char* reason, bool) {
  if (!recovery) {
    // LLVM ends the process when this returns, and prints nothing once a handler is installed.
    llvm::errs() << "LLVM ERROR: " << reason << "\n";
    return;
  }
  recovery->reason = reason;
  std::longjmp(recovery->place, 1);
}

} // namespace

void installFatalErrorHandler() {
  static std::once_flag once;
  std::call_once(once, [] { llvm::install_fatal_error_handler(onFatalError); });
}

llvm::Error catchFatal(const char* code, llvm::function_ref<llvm::Error()> body, bool* fatal) {
  Recovery here;
  here.outer = recovery;
  recovery = &here;
  if (setjmp(here.place)) {
    recovery = here.outer;
    if (fatal) *fatal = true;
    return fail(code, llvm::StringRef(here.reason).rtrim());
  }
  llvm::Error error = body();
  recovery = here.outer;
  return error;
}

} // namespace bridge
