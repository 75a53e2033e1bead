// The addon's entry table: reads JavaScript arguments, calls the Engine of this environment and
// makes JavaScript values of the results. No policy and no default lives here; the typed face,
// with argument checks and documentation, is src-ts/native/bridge.ts.
#include <napi.h>

#include <cstring>

#include "big_stack_thread.h"
#include "engine.h"
#include "errors.h"
#include "external_buffer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/SHA256.h"
#include "target.h"

namespace bridge {

namespace {

/// What belongs to one Node environment (the main thread or a worker).
struct Environment {
  std::unique_ptr<Engine> engine;
  Napi::ObjectReference frame; // keeps the frame's memory alive
};

Environment& environmentOf(const Napi::CallbackInfo& info) {
  return *static_cast<Environment*>(info.Data());
}

void throwError(napi_env env, const char* code, const std::string& text) {
  napi_throw_error(env, code, text.c_str());
}

/// Throws the error in JavaScript.
void throwError(napi_env env, llvm::Error error) {
  llvm::handleAllErrors(
      std::move(error),
      [env](const Failure& failure) { throwError(env, failure.code(), failure.text()); },
      [env](const llvm::ErrorInfoBase& other) { throwError(env, code::kLink, other.message()); });
}

std::vector<std::string> toStrings(const Napi::Value& value) {
  std::vector<std::string> strings;
  Napi::Array array = value.As<Napi::Array>();
  for (uint32_t i = 0; i < array.Length(); i++) {
    strings.push_back(array.Get(i).As<Napi::String>().Utf8Value());
  }
  return strings;
}

/// Arguments (irText, name, symbols, exports), whose types bridge.ts has checked.
Source toSource(const Napi::CallbackInfo& info) {
  return {info[0].As<Napi::String>(), info[1].As<Napi::String>(), toStrings(info[2]),
          toStrings(info[3])};
}

Napi::Number toNumber(Napi::Env env, uint64_t value) {
  return Napi::Number::New(env, static_cast<double>(value));
}

Napi::Value hostCpu(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), host().cpu);
}

Napi::Value hostFeatures(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), host().features);
}

Napi::Value addressOf(const Napi::CallbackInfo& info) {
  Napi::ArrayBuffer buffer = info[0].As<Napi::ArrayBuffer>();
  return toNumber(info.Env(), reinterpret_cast<uint64_t>(buffer.Data()));
}

Napi::Value useFrame(const Napi::CallbackInfo& info) {
  Environment& environment = environmentOf(info);
  Napi::ArrayBuffer buffer = info[0].As<Napi::ArrayBuffer>();
  environment.frame = Napi::Persistent(info[0].As<Napi::Object>());
  environment.engine->machine().useFrame(static_cast<int64_t*>(buffer.Data()));
  return addressOf(info);
}

Napi::Value stackLimit(const Napi::CallbackInfo& info) {
  return toNumber(info.Env(), environmentOf(info).engine->machine().stackLimit());
}

Heap& heapOf(const Napi::CallbackInfo& info) {
  return environmentOf(info).engine->machine().heap();
}

uint64_t toUint64(const Napi::Value& value) {
  return static_cast<uint64_t>(value.As<Napi::Number>().Int64Value());
}

Napi::Value adopt(const Napi::CallbackInfo& info) {
  Heap& heap = heapOf(info);
  const uint64_t bytes = toUint64(info[1]);
  const Range block = heap.blockFrom(toUint64(info[0]));
  if (!block.begin || block.bytes() < bytes) {
    throwError(info.Env(), code::kArgument, "no block of the heap begins there, or it is smaller");
    return info.Env().Undefined();
  }
  napi_value buffer = heap.take(block) == Heap::Taken::kOwned
                          ? giveToArrayBuffer(info.Env(), block.begin, bytes)
                          : copyToArrayBuffer(info.Env(), block.begin, bytes);
  return Napi::Value(info.Env(), buffer);
}

Napi::Value copyOut(const Napi::CallbackInfo& info) {
  Napi::ArrayBuffer target = info[2].As<Napi::ArrayBuffer>();
  const void* source = reinterpret_cast<const void*>(toUint64(info[0]));
  const uint64_t bytes = toUint64(info[1]);
  if (bytes) std::memcpy(static_cast<char*>(target.Data()) + toUint64(info[3]), source, bytes);
  return info.Env().Undefined();
}

/// Argument: a Float64Array of address, length, address, length, ...
Napi::Value setRoots(const Napi::CallbackInfo& info) {
  Napi::Float64Array pairs = info[0].As<Napi::Float64Array>();
  std::vector<Range> roots;
  for (size_t i = 0; i + 1 < pairs.ElementLength(); i += 2) {
    // The whole words of the range.
    const uint64_t begin = llvm::alignTo(static_cast<uint64_t>(pairs[i]), sizeof(uint64_t));
    const uint64_t end =
        llvm::alignDown(static_cast<uint64_t>(pairs[i] + pairs[i + 1]), sizeof(uint64_t));
    if (begin < end)
      roots.push_back({reinterpret_cast<char*>(begin), reinterpret_cast<char*>(end)});
  }
  heapOf(info).setRoots(std::move(roots));
  return info.Env().Undefined();
}

Napi::Value setHeapLimit(const Napi::CallbackInfo& info) {
  heapOf(info).setLimit(toUint64(info[0]));
  return info.Env().Undefined();
}

Napi::Value heapStatistics(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const HeapStatistics statistics = heapOf(info).statistics();
  Napi::Object result = Napi::Object::New(env);
  result["bytes"] = toNumber(env, statistics.bytes);
  result["blocks"] = toNumber(env, statistics.blocks);
  result["chunkBytes"] = toNumber(env, statistics.chunkBytes);
  result["collections"] = toNumber(env, statistics.collections);
  return result;
}

llvm::StringRef bytesOf(const Napi::Value& value) {
  Napi::ArrayBuffer buffer = value.As<Napi::ArrayBuffer>();
  return {static_cast<const char*>(buffer.Data()), buffer.ByteLength()};
}

Napi::Value generate(const Napi::CallbackInfo& info) {
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> object = Engine::generate(toSource(info));
  if (!object) {
    throwError(info.Env(), object.takeError());
    return info.Env().Undefined();
  }
  const llvm::StringRef bytes = (*object)->getBuffer();
  return Napi::Value(info.Env(), copyToArrayBuffer(info.Env(), bytes.data(), bytes.size()));
}

/// Argument: an ArrayBuffer. Its SHA-256 as hexadecimal digits.
Napi::Value fingerprint(const Napi::CallbackInfo& info) {
  llvm::SHA256 hash;
  hash.update(bytesOf(info[0]));
  return Napi::String::New(info.Env(), llvm::toHex(hash.final(), /*LowerCase=*/true));
}

/// Arguments (object, exports).
Napi::Value link(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  llvm::Expected<const Unit*> unit = environmentOf(info).engine->link(
      llvm::MemoryBuffer::getMemBufferCopy(bytesOf(info[0])), toStrings(info[1]));
  if (!unit) {
    throwError(env, unit.takeError());
    return env.Undefined();
  }
  Napi::Array entries = Napi::Array::New(env);
  for (int32_t entry : (*unit)->entries) entries[entries.Length()] = entry;
  Napi::Array functions = Napi::Array::New(env);
  uint64_t codeBytes = 0;
  for (const FunctionRange& range : (*unit)->code.functions) {
    Napi::Object function = Napi::Object::New(env);
    function["name"] = range.name;
    function["address"] = toNumber(env, range.address);
    function["size"] = toNumber(env, range.size);
    functions[functions.Length()] = function;
    codeBytes += range.size;
  }
  Napi::Object result = Napi::Object::New(env);
  result["unit"] = (*unit)->id;
  result["entries"] = entries;
  result["codeBytes"] = toNumber(env, codeBytes);
  result["functions"] = functions;
  return result;
}

Napi::Value release(const Napi::CallbackInfo& info) {
  llvm::Expected<bool> released =
      environmentOf(info).engine->release(info[0].As<Napi::Number>().Int32Value());
  if (!released) {
    throwError(info.Env(), released.takeError());
    return info.Env().Undefined();
  }
  return Napi::Boolean::New(info.Env(), *released);
}

Napi::Value trace(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  llvm::Expected<Trace> trace = environmentOf(info).engine->trace();
  if (!trace) {
    throwError(env, trace.takeError());
    return env.Undefined();
  }
  Napi::Array frames = Napi::Array::New(env);
  for (const std::vector<SourceFrame>& inlined : trace->frames) {
    Napi::Array list = Napi::Array::New(env);
    for (const SourceFrame& source : inlined) {
      Napi::Object frame = Napi::Object::New(env);
      frame["function"] = source.function;
      frame["file"] = source.file;
      frame["line"] = source.line;
      frame["column"] = source.column;
      list[list.Length()] = frame;
    }
    frames[frames.Length()] = list;
  }
  Napi::Int32Array sequence = Napi::Int32Array::New(env, trace->sequence.size());
  std::copy(trace->sequence.begin(), trace->sequence.end(), sequence.Data());
  Napi::Object result = Napi::Object::New(env);
  result["frames"] = frames;
  result["sequence"] = sequence;
  return result;
}

using Dump = llvm::Expected<std::string> (*)(const Source&);

template <Dump dump>
Napi::Value dumpText(const Napi::CallbackInfo& info) {
  Source source = toSource(info);
  llvm::Expected<std::string> text = generateOnBigStack<std::string>([&] { return dump(source); });
  if (!text) {
    throwError(info.Env(), text.takeError());
    return info.Env().Undefined();
  }
  return Napi::String::New(info.Env(), *text);
}

/// Plain Node-API, since a call costs more in the wrapper than in the machine code.
napi_value invoke(napi_env env, napi_callback_info info) {
  void* machine;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &machine);
  switch (static_cast<Machine*>(machine)->invoke()) {
    case Machine::Outcome::kRan:
      break;
    case Machine::Outcome::kStale:
      throwError(env, code::kStale, "no such entry, or its unit was released");
      break;
    case Machine::Outcome::kNoFrame:
      throwError(env, code::kArgument, "invoke() before useFrame()");
      break;
    case Machine::Outcome::kBusy:
      throwError(env, code::kArgument, "invoke() while machine code runs on this thread");
      break;
  }
  return nullptr;
}

/// Plain for the same reason.
napi_value heapReset(napi_env env, napi_callback_info info) {
  void* machine;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &machine);
  static_cast<Machine*>(machine)->heap().reset();
  return nullptr;
}

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  llvm::Expected<std::unique_ptr<Engine>> engine = Engine::create();
  if (!engine) {
    throwError(env, engine.takeError());
    return exports;
  }
  auto* environment = new Environment{std::move(*engine), {}};
  env.SetInstanceData(environment); // deleted with the environment
  auto define = [&](const char* name, Napi::Value (*function)(const Napi::CallbackInfo&)) {
    exports[name] = Napi::Function::New(env, function, name, environment);
  };
  define("hostCpu", hostCpu);
  define("hostFeatures", hostFeatures);
  define("addressOf", addressOf);
  define("useFrame", useFrame);
  define("stackLimit", stackLimit);
  define("adopt", adopt);
  define("copyOut", copyOut);
  define("setRoots", setRoots);
  define("setHeapLimit", setHeapLimit);
  define("heapStatistics", heapStatistics);
  define("generate", generate);
  define("link", link);
  define("fingerprint", fingerprint);
  define("release", release);
  define("trace", trace);
  define("optimizedIr", dumpText<optimizedIr>);
  define("assembly", dumpText<assembly>);

  auto definePlain = [&](const char* name, napi_callback callback) {
    napi_value function;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, &environment->engine->machine(),
                         &function);
    exports[name] = Napi::Value(env, function);
  };
  definePlain("invoke", invoke);
  definePlain("heapReset", heapReset);
  return exports;
}

} // namespace

NODE_API_MODULE(ruff_native, initialize)

} // namespace bridge
