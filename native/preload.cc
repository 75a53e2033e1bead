// A tiny addon of its own, without LLVM: loads the libraries that the first unit will need on a
// thread of its own, while the program runs. To load them takes tens of milliseconds, relocations
// for the most part.
#include <dlfcn.h>
#include <node_api.h>

#include <string>
#include <thread>
#include <vector>

namespace {

/// Of this Node environment. Joined when it ends: libraries must not be loaded while the process is
/// taken down.
using Loader = std::thread;

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
  if (loader->joinable()) return nullptr;
  std::vector<std::string> paths;
  for (size_t i = 0; i < count && i < 8; i++) paths.push_back(toString(env, arguments[i]));
  *loader = std::thread([paths] {
    for (const std::string& path : paths) dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  });
  return nullptr;
}

} // namespace

NAPI_MODULE_INIT() {
  Loader* loader = new Loader();
  napi_add_env_cleanup_hook(
      env,
      [](void* data) {
        Loader* loader = static_cast<Loader*>(data);
        if (loader->joinable()) loader->join();
        delete loader;
      },
      loader);
  napi_value function = nullptr;
  napi_create_function(env, "preload", NAPI_AUTO_LENGTH, preload, loader, &function);
  napi_set_named_property(env, exports, "preload", function);
  return exports;
}
