#include "external_buffer.h"

#include <dlfcn.h>

#include <cstdlib>
#include <cstring>
#include <memory>

// Trap: the finalizer of napi_create_external_arraybuffer() runs from Node's event loop. A program
// that computes without returning there would never get any memory back. V8's own deleter runs
// when the buffer is collected, on whatever thread.
//
// V8's headers do not come with Node-API's, hence the few functions are declared here as in
// v8-array-buffer.h, and looked for in Node's executable under names that encode their parameters.
namespace v8 {
class Isolate;
class BackingStore;
} // namespace v8

namespace bridge {

namespace {

template <typename Function>
Function* fromNode(const char* symbol) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, symbol));
}

const auto destroyStore = fromNode<void(v8::BackingStore*)>("_ZN2v812BackingStoreD1Ev");

struct StoreDeleter {
  void operator()(v8::BackingStore* store) const {
    destroyStore(store);
    ::operator delete(static_cast<void*>(store));
  }
};

const auto currentIsolate = fromNode<v8::Isolate*()>("_ZN2v87Isolate10GetCurrentEv");

// What is returned is std::unique_ptr<v8::BackingStore>; the ABI is the same for every deleter.
using MemoryDeleter = void (*)(void* data, size_t bytes, void* context);
const auto newStore =
    fromNode<std::unique_ptr<v8::BackingStore, StoreDeleter>(void*, size_t, MemoryDeleter, void*)>(
        "_ZN2v811ArrayBuffer15NewBackingStoreEPvmPFvS1_mS1_ES1_");

// What is returned is v8::Local<v8::ArrayBuffer>, and that is what a napi_value is.
const auto newBuffer = fromNode<napi_value(v8::Isolate*, std::shared_ptr<v8::BackingStore>)>(
    "_ZN2v811ArrayBuffer3NewEPNS_7IsolateESt10shared_ptrINS_12BackingStoreEE");

const bool canGiveAway = destroyStore && currentIsolate && newStore && newBuffer;

} // namespace

napi_value copyToArrayBuffer(napi_env env, const void* data, size_t bytes) {
  void* copy;
  napi_value buffer;
  if (napi_create_arraybuffer(env, bytes, &copy, &buffer) != napi_ok) return nullptr;
  if (bytes) std::memcpy(copy, data, bytes);
  return buffer;
}

napi_value giveToArrayBuffer(napi_env env, void* data, size_t bytes) {
  if (!canGiveAway || bytes == 0) {
    napi_value buffer = copyToArrayBuffer(env, data, bytes);
    free(data);
    return buffer;
  }
  auto freeMemory = [](void* memory, size_t, void*) { free(memory); };
  return newBuffer(currentIsolate(), newStore(data, bytes, freeMemory, nullptr));
}

} // namespace bridge
