#!/bin/sh
# Sets up everything and runs the demonstration: `npm run setup`. Safe to run again.
#
# Native code needs LLVM 14, CMake, a C++17 compiler, make and zlib. With root or password-less sudo
# on a system with apt-get the missing ones are installed; otherwise this prints the line that would
# install them and goes on: everything but native code works without.
set -eu
cd "$(dirname "$0")/.."
started=$(date +%s)

say() { printf '== %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

compiler() {
  for name in ${CXX:-} c++ g++ clang++; do
    if have "$name"; then echo "$name"; return; fi
  done
}

has_llvm() {
  [ -n "${LLVM_DIR:-}" ] || have llvm-config-14 || [ -f /usr/lib/llvm-14/include/llvm/IR/Module.h ]
}

has_zlib() {
  cxx=$(compiler)
  [ -n "$cxx" ] && echo '#include <zlib.h>' | "$cxx" -E -x c++ - >/dev/null 2>&1
}

# The packages that are missing, by their Debian names.
missing_packages() {
  has_llvm || echo llvm-14-dev
  have cmake || echo cmake
  [ -n "$(compiler)" ] || echo g++
  have make || have ninja || echo make
  has_zlib || echo zlib1g-dev
}

# How to run a command as root: nothing as root itself, "sudo -n" if it needs no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
can_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }

install_packages() {
  log=$(mktemp)
  say "Installing $*"
  if as_root apt-get update -qq >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

without_native() {
  say "$1. Going on without native code; to add it:"
  say "    sudo apt-get install -y $2"
  say "and run this again."
}

have node && have npm || { say "Node.js 20 or newer and npm are needed first"; exit 1; }
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 17) ? 0 : 1)'; then
  say "Node.js 20.17 or newer is needed, this is $(node --version)"
  exit 1
fi

missing=$(missing_packages | tr '\n' ' ' | sed 's/ *$//')
if [ -n "$missing" ]; then
  if ! have apt-get; then
    say "Not found, by their Debian names: $missing. Going on without native code;"
    say "install them with this system's package manager and run this again to add it."
  elif ! can_be_root; then
    without_native "Not found: $missing, and no right to install them" "$missing"
  elif ! install_packages $missing; then
    without_native "Could not install $missing" "$missing"
  fi
  missing=$(missing_packages | tr '\n' ' ')
fi

# One compiler process per core, but none without 1 GiB of memory of its own.
cores=$(nproc 2>/dev/null || echo 1)
memory=$(awk '/MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo 1)
[ "${memory:-0}" -ge "$cores" ] || cores=$((memory > 1 ? memory : 1))
export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$cores}"

# Node's headers where they came with Node: then nothing has to be downloaded to compile against them.
node_prefix=$(node -p 'require("node:path").resolve(process.execPath, "../..")')
if [ -z "${npm_config_nodedir:-}" ] && [ -f "$node_prefix/include/node/node.h" ]; then
  export npm_config_nodedir="$node_prefix"
fi

installed=node_modules/.package-lock.json
if [ -f "$installed" ] && [ ! package-lock.json -nt "$installed" ] && { [ -n "$missing" ] || [ -d node_modules/llvm-bindings ]; }; then
  say "The npm packages are in place"
else
  if [ -n "$missing" ]; then say "Installing the npm packages"; else
    say "Installing the npm packages; one of them, llvm-bindings, compiles for a minute or two"
  fi
  npm ci --no-audit --no-fund
fi

if [ -z "$missing" ] && [ ! -d node_modules/llvm-bindings ]; then
  say "llvm-bindings did not build, so there will be no native code; see why with:"
  say "    npm install --foreground-scripts"
fi

say "Building"
npm run --silent build
say "Set up in $(($(date +%s) - started)) s"
echo
npm run --silent demo
