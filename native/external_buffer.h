// ArrayBuffers of bytes that machine code wrote. Null stands for a pending exception.
#pragma once

#include <node_api.h>

#include <cstddef>

namespace bridge {

/// An ArrayBuffer with a copy of these bytes.
napi_value copyToArrayBuffer(napi_env env, const void* data, size_t bytes);

/// An ArrayBuffer over memory of malloc(), which is freed when the buffer is collected. Where Node
/// does not offer what that takes, a copy, and the memory is freed at once.
napi_value giveToArrayBuffer(napi_env env, void* data, size_t bytes);

} // namespace bridge
