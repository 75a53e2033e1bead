// The only symbols machine code may refer to outside its own unit: one table, looked at by the
// check before code generation, by the attributes given to declarations and by the linker.
#pragma once

#include <string>

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace bridge {

/// One function that machine code may call.
struct Helper {
  const char* name;
  void* address;
  /// Whether every unit may call it (LLVM itself may emit such calls), or only one that lists it.
  bool always;
  /// Whether it never returns: a call to it is cold.
  bool exits;
};

/// The table.
llvm::ArrayRef<Helper> helpers();

/// The helper of this name, or null.
const Helper* findHelper(llvm::StringRef name);

} // namespace bridge
