// A tiny addon of its own, without LLVM: loads the libraries that the first unit will need on a
// thread of its own, while the program runs. To load them takes tens of milliseconds, relocations
// for the most part.
#include <dlfcn.h>
#include <node_api.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#ifdef __APPLE__
#include <pthread.h>
#else
#include <sys/syscall.h>
#endif

namespace {

/// Of this Node environment. Joined when it ends: libraries must not be loaded while the process is
/// taken down.
struct Loader {
  std::thread thread;
  std::atomic<bool> isDone{false};
};

std::string toString(napi_env env, napi_value value) {
  size_t length = 0;
  if (napi_get_value_string_utf8(env, value, nullptr, 0, &length) != napi_ok) return {};
  std::string text(length, '\0');
  napi_get_value_string_utf8(env, value, text.data(), length + 1, &length);
  return text;
}

/// preload(path, ...): loads the libraries in the order given. What cannot be loaded is left to who
/// needs it.
napi_value preload(napi_env env, napi_callback_info info) {
  size_t count = 8;
  napi_value arguments[8];
  void* data = nullptr;
  if (napi_get_cb_info(env, info, &count, arguments, nullptr, &data) != napi_ok) return nullptr;
  Loader* loader = static_cast<Loader*>(data);
  if (loader->thread.joinable()) return nullptr;
  std::vector<std::string> paths;
  for (size_t i = 0; i < count && i < 8; i++) paths.push_back(toString(env, arguments[i]));
  loader->thread = std::thread([paths, loader] {
    for (const std::string& path : paths) dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
    loader->isDone = true;
  });
  return nullptr;
}

/// A worker thread's end is not the process's. (Asking Node for that loads a module and its
/// streams.)
bool isMainThread() {
#ifdef __APPLE__
  return pthread_main_np() != 0;
#else
  return syscall(SYS_gettid) == getpid();
#endif
}

/// leaveProcess(exitCode): ends the process at once if something is being loaded, which its usual
/// end would wait for. A worker thread cannot but wait.
napi_value leaveProcess(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  void* data = nullptr;
  int32_t exitCode = 0;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, &data) != napi_ok) return nullptr;
  if (napi_get_value_int32(env, argument, &exitCode) != napi_ok) return nullptr;
  const Loader* loader = static_cast<Loader*>(data);
  if (isMainThread() && loader->thread.joinable() && !loader->isDone) _exit(exitCode);
  return nullptr;
}

void define(napi_env env, napi_value exports, const char* name, napi_callback callback,
            Loader* loader) {
  napi_value function = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, loader, &function);
  napi_set_named_property(env, exports, name, function);
}

} // namespace

NAPI_MODULE_INIT() {
  Loader* loader = new Loader();
  napi_add_env_cleanup_hook(
      env,
      [](void* data) {
        Loader* loader = static_cast<Loader*>(data);
        if (loader->thread.joinable()) loader->thread.join();
        delete loader;
      },
      loader);
  define(env, exports, "preload", preload, loader);
  define(env, exports, "leaveProcess", leaveProcess, loader);
  return exports;
}
