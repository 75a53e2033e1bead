#include "helpers.h"

#include <dlfcn.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include <algorithm>

#include "machine.h"

// Compiler runtime functions that code generation calls for 128-bit integers and powi.
extern "C" {
__int128 __divti3(__int128, __int128);
__int128 __modti3(__int128, __int128);
unsigned __int128 __udivti3(unsigned __int128, unsigned __int128);
unsigned __int128 __umodti3(unsigned __int128, unsigned __int128);
__int128 __multi3(__int128, __int128);
__int128 __fixdfti(double);
double __floattidf(__int128);
double __floatuntidf(unsigned __int128);
double __powidf2(double, int);
}

namespace bridge {

namespace {

template <typename Function>
constexpr Helper always(const char* name, Function* function) {
  return {name, reinterpret_cast<void*>(function), true, false};
}

// <math.h> overloads these names in C++; the type picks the double version.
Helper unary(const char* name, double (*function)(double)) {
  return always(name, function);
}
Helper binary(const char* name, double (*function)(double, double)) {
  return always(name, function);
}

// JavaScript's own functions, which Node's executable exports: code that must agree with Math.sin
// to the last digit cannot use libm. Missing from a Node built otherwise; then so is the helper.
Helper fromNode(const char* name, const char* symbol) {
  return {name, dlsym(RTLD_DEFAULT, symbol), false, false};
}

// What arrays are put in order by.

void sortInts(int64_t* items, int64_t length) {
  std::sort(items, items + length);
}

// NaN is behind all other numbers; 0 and -0 stay in the order they have.
void sortFloats(double* items, int64_t length) {
  std::stable_sort(items, items + length, [](double left, double right) {
    return left < right || (isnan(right) && !isnan(left));
  });
}

template <typename Item>
void reverseItems(Item* items, int64_t length) {
  std::reverse(items, items + length);
}

template <typename Item>
constexpr Helper ofArrays(const char* name, void (*function)(Item*, int64_t)) {
  return {name, reinterpret_cast<void*>(function), false, false};
}

const Helper kHelpers[] = {
    {"exit_to_host", reinterpret_cast<void*>(exitToHost), false, true},
    {"heap_allocate", reinterpret_cast<void*>(heapAllocate<false>), false, false},
    {"heap_allocate_plain", reinterpret_cast<void*>(heapAllocate<true>), false, false},

    ofArrays("array_sort_ints", sortInts),
    ofArrays("array_sort_floats", sortFloats),
    ofArrays("array_reverse_words", reverseItems<int64_t>),
    ofArrays("array_reverse_bytes", reverseItems<int8_t>),

    fromNode("js_cos", "_ZN2v84base7ieee7543cosEd"),
    fromNode("js_exp", "_ZN2v84base7ieee7543expEd"),
    fromNode("js_log", "_ZN2v84base7ieee7543logEd"),
    fromNode("js_pow", "_ZN2v84base7ieee7543powEdd"),
    fromNode("js_sin", "_ZN2v84base7ieee7543sinEd"),
    fromNode("js_tan", "_ZN2v84base7ieee7543tanEd"),

    unary("acos", acos),
    unary("asin", asin),
    unary("atan", atan),
    unary("cbrt", cbrt),
    unary("ceil", ceil),
    unary("cos", cos),
    unary("cosh", cosh),
    unary("exp", exp),
    unary("exp2", exp2),
    unary("expm1", expm1),
    unary("fabs", fabs),
    unary("floor", floor),
    unary("log", log),
    unary("log10", log10),
    unary("log1p", log1p),
    unary("log2", log2),
    unary("nearbyint", nearbyint),
    unary("rint", rint),
    unary("round", round),
    unary("sin", sin),
    unary("sinh", sinh),
    unary("sqrt", sqrt),
    unary("tan", tan),
    unary("tanh", tanh),
    unary("trunc", trunc),
    binary("atan2", atan2),
    binary("copysign", copysign),
    binary("fmax", fmax),
    binary("fmin", fmin),
    binary("fmod", fmod),
    binary("hypot", hypot),
    binary("pow", pow),
    binary("remainder", remainder),
    always<double(double, int)>("ldexp", ldexp),
    always<double(double, double, double)>("fma", fma),
#ifdef __GLIBC__
    // LLVM makes these of pow(10, x), and of sin and cos of the same number.
    unary("exp10", exp10),
    unary("roundeven", roundeven),
    always("sincos", sincos),
#endif

    always("bcmp", bcmp),
    always("memcmp", memcmp),
    always("memcpy", memcpy),
    always("memmove", memmove),
    always("memset", memset),

    always("__divti3", __divti3),
    always("__fixdfti", __fixdfti),
    always("__floattidf", __floattidf),
    always("__floatuntidf", __floatuntidf),
    always("__modti3", __modti3),
    always("__multi3", __multi3),
    always("__powidf2", __powidf2),
    always("__udivti3", __udivti3),
    always("__umodti3", __umodti3),
};

} // namespace

llvm::ArrayRef<Helper> helpers() {
  return kHelpers;
}

const Helper* findHelper(llvm::StringRef name) {
  for (const Helper& helper : kHelpers) {
    if (name == helper.name) return helper.address ? &helper : nullptr;
  }
  return nullptr;
}

} // namespace bridge
