#!/bin/sh
# Compiles each header of the folders without LibTorch (of src/, and kernels/) by itself: CMake's target headers_alone
# (src/headers_alone.cmake).
#   headers_alone.sh BUILD     CMake's configuration, made there
set -eu
cd "$(dirname "$0")/../.."
tests/lint/configure.sh "$1"
if ! cmake --build "$1" --target headers_alone --parallel "$(nproc)" >"$1/headers_alone.log" 2>&1; then
    grep -v -E '^\[[0-9]+/[0-9]+\]|^ninja: ' "$1/headers_alone.log"
    exit 1
fi
