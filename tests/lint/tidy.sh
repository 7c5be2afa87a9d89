#!/usr/bin/env bash
# clang-tidy over the C++ files that differ from the last commit of main (of BASE); over all with ALL=1, or where there
# is no main to differ from.  Sources are joined (tidy_groups.py).
#   tidy.sh BUILD     CMake's configuration, made there
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1

if [ -n "${BASE:-}" ]; then
    git rev-parse -q --verify "$BASE^{commit}" >/dev/null || { echo "tidy.sh: no commit $BASE" >&2; exit 2; }
fi
base=
for main in ${BASE:-origin/main main}; do
    [ -n "${ALL:-}$base" ] || base=$(git merge-base HEAD "$main" 2>/dev/null || true)
done
: "${base:=$(git hash-object -t tree /dev/null)}"  # the empty tree: everything differs
# Headers of device code and of tests/support do not compile alone: they are read where they are included.
kinds='cpp|h'
[ -z "${ALL:-}" ] || kinds=cpp  # headers are read where they are included
mapfile -t files < <({ git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard; } |
                     grep -E "^(src|kernels|tests)/.*\.($kinds)\$" | grep -vE "^(kernels/gpu|tests/support)/.*\.h\$" | sort -u)
[ ${#files[@]} -gt 0 ] || exit 0

tests/lint/configure.sh "$build"

status=0
tests/lint/tidy_groups.py "$build" "${files[@]}" |
    xargs -P "$(nproc)" -L 1 tests/lint/tidy_unit.sh "$build" >"$build/tidy.log" 2>&1 || status=1
grep -v -E '^[0-9]+ warnings?.* generated' "$build/tidy.log" || true
exit $status
