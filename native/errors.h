// Errors as values. Every failure of the bridge is an llvm::Error that carries a code for
// JavaScript (`error.code`) and a text, which is LLVM's own wherever LLVM has something to say.
//
// Trap: LLVM reports some failures ("Cannot select", an unsupported relocation) by
// report_fatal_error, which ends the process. catchFatal() turns these into errors by leaving
// LLVM's frames with longjmp, as clang's crash recovery does. What those frames owned leaks, so
// nothing that was inside may be used again.
#pragma once

#include <string>

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace bridge {

/// What JavaScript sees in `error.code`. src-ts/native/bridge.ts lists the same names.
namespace code {
constexpr const char* kArgument = "BRIDGE_ARGUMENT"; // a wrong argument or call order
constexpr const char* kParse = "LLVM_PARSE";         // the text is not LLVM IR
constexpr const char* kVerify = "LLVM_VERIFY";       // IR, but a broken module
constexpr const char* kSymbol = "LLVM_SYMBOL";       // it needs a symbol it may not have
constexpr const char* kExport = "LLVM_EXPORT";       // an export is missing or has a wrong type
constexpr const char* kCodegen = "LLVM_CODEGEN";     // no machine code can be made of it
constexpr const char* kLink = "LLVM_LINK";           // the machine code cannot be linked
constexpr const char* kHost = "LLVM_HOST";           // this machine cannot run a JIT
constexpr const char* kStale = "STALE_ENTRY";        // the entry's unit was released
} // namespace code

/// An error with a code.
class Failure : public llvm::ErrorInfo<Failure> {
 public:
  static char ID;
  Failure(const char* code, std::string text) : code_(code), text_(std::move(text)) {}

  const char* code() const { return code_; }
  const std::string& text() const { return text_; }

  void log(llvm::raw_ostream& out) const override;
  std::error_code convertToErrorCode() const override;

 private:
  const char* code_;
  std::string text_;
};

/// Makes a Failure.
llvm::Error fail(const char* code, const llvm::Twine& text);

/// Gives an error that LLVM made a code; a Failure keeps its own.
llvm::Error withCode(llvm::Error error, const char* code);

/// Runs `body`. A fatal error of LLVM inside it becomes a Failure with this code, and `fatal`
/// is set, if given.
llvm::Error catchFatal(const char* code, llvm::function_ref<llvm::Error()> body,
                       bool* fatal = nullptr);

/// Installs the handler that catchFatal() relies on; once per process.
void installFatalErrorHandler();

} // namespace bridge
