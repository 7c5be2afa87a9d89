#!/bin/sh
# clang-format and clang-tidy over the files that differ from the last commit of main (all files with ALL=1, or
# where there is nothing to differ from).  Exits non-zero if anything is to be said.
set -eu
cd "$(dirname "$0")/.."
for tool in clang-format clang-tidy; do
    command -v $tool >/dev/null || { echo "$tool is missing:  apt-get install $tool" >&2; exit 1; }
done
base=${BASE:-$(git merge-base HEAD origin/main 2>/dev/null || git rev-list --max-parents=0 HEAD)}
if [ -n "${ALL:-}" ] || [ -z "$base" ]; then
    files=$(git ls-files)
else
    files=$(git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard)
fi
files=$(echo "$files" | grep -E '^(src|kernels|tests)/.*\.(cpp|h|cu)$' | sort -u)
[ -n "$files" ] || exit 0
# shellcheck disable=SC2086
clang-format --dry-run --Werror $files
# clang cannot read GCC's precompiled headers, so the commands come from a configuration without.
cmake --preset release -B build-lint -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
status=0
echo "$files" | grep '\.cpp$' | xargs -r -P "$(nproc)" -n 1 clang-tidy -p build-lint --quiet >build-lint/tidy.log 2>&1 || status=1
grep -v -E '^[0-9]+ warnings? generated|^Suppressed|^Use -header-filter' build-lint/tidy.log || true
exit $status
