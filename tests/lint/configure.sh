#!/bin/sh
# Configures the build folder that lint reads: Clang cannot read GCC's precompiled headers, so it is one without.
#   configure.sh BUILD
set -eu
cmake --preset release -B "$1" -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DLUMBAR_WERROR=OFF >/dev/null
