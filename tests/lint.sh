#!/bin/sh
# clang-format and clang-tidy over the files that differ from the last commit of main; over all files with ALL=1, or
# where there is no main to differ from.  Exits non-zero if anything is to be said.
set -eu
cd "$(dirname "$0")/.."
for tool in clang-format clang-tidy; do
    command -v $tool >/dev/null || { echo "$tool is missing:  apt-get install $tool" >&2; exit 1; }
done

base=
for main in ${BASE:-origin/main main}; do
    [ -n "${ALL:-}$base" ] || base=$(git merge-base HEAD "$main" 2>/dev/null || true)
done
: "${base:=$(git hash-object -t tree /dev/null)}"  # the empty tree: everything differs
files=$(git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard)
files=$(echo "$files" | grep -E '^(src|kernels|tests)/.*\.(cpp|h|cu)$' | sort -u)
[ -n "$files" ] || exit 0
# shellcheck disable=SC2086  # a list of words
clang-format --dry-run --Werror $files

# Clang cannot read GCC's precompiled headers, so the commands come from a configuration without.
cmake --preset release -B build-lint -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DLUMBAR_WERROR=OFF >/dev/null
kinds='cpp|h'
[ -z "${ALL:-}" ] || kinds=cpp  # headers are read where they are included
status=0
echo "$files" | grep -E "\.($kinds)\$" | xargs -r -P "$(nproc)" -n 1 clang-tidy -p build-lint --quiet \
    --extra-arg-before="-include$PWD/third_party/vector_for_clang.h" >build-lint/tidy.log 2>&1 || status=1
grep -v -E '^[0-9]+ warnings?.* generated' build-lint/tidy.log || true
exit $status
