#!/usr/bin/env bash
# Prints what clang-tidy finds in a unit of tidy_groups.py.  If its sources disturb each other, each is checked alone.
#   tidy_unit.sh BUILD UNIT FILE...
set -euo pipefail
build=$1
unit=$2
shift 2
tidy=(clang-tidy --quiet --extra-arg-before="-include$PWD/third_party/vector_for_clang.h")

if [ $# -gt 1 ]; then
    said=$("${tidy[@]}" -p "$build/tidy" --checks=-bugprone-suspicious-include "$unit" 2>&1) && exit
    grep -qF '[clang-diagnostic-' <<<"$said" || { echo "$said"; exit 1; }
fi
status=0
for file; do "${tidy[@]}" -p "$build" "$file" 2>&1 || status=1; done
exit $status
