#!/usr/bin/env bash
# Checks every kind of file in the tree; the quickest parts first.  Says NOT CHECKED where a tool is missing.
#
#   lint.sh [PART...]     these parts alone; `quick`: those that take seconds; default: these and tidy, with ALL=1 headers
#
#   format         C++ and CUDA, by clang-format
#   shell          shell scripts, by shellcheck
#   python         Python, by pyflakes3 and pycodestyle: they read the files alone, whatever is installed
#   cmake          CMake files, by cmake-lint (Debian's cmake-format; tests/lint/cmake-lint.yaml)
#   markdown       each relative link and #anchor leads somewhere
#   json           JSON files parse
#   architecture   the source folders are as CMake says
#   includes       each file includes what it names, and no header of the tree of which it names nothing
#   tidy           clang-tidy of C++ files that differ from the last commit of main (of BASE=COMMIT); of all with ALL=1
#   headers        each header of the folders without LibTorch compiles alone: minutes
#
# All but tidy read every file.  The last two configure CMake in build-lint.  Exits with 1 if any part fails.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=(format shell python cmake markdown json architecture includes)

files() { git ls-files --cached --others --exclude-standard | while read -r file; do [ ! -f "$file" ] || echo "$file"; done; }
named() { files | grep -E "$1" || true; }
show_if_it_fails() { local said; said=$("$@" 2>&1) || { echo "$said"; return 1; }; }
has() {
    for tool; do
        command -v "$tool" >/dev/null || { echo "NOT CHECKED: there is no $tool here"; return 1; }
    done
}

check_format() {
    ! has clang-format || named '^(src|kernels|tests)/.*\.(cpp|h|cu|cuh)$' |
        xargs -P "$(nproc)" -n 64 clang-format --dry-run --Werror
}
check_shell() { ! has shellcheck || named '\.sh$|^\.ci/run$' | xargs shellcheck --external-sources --source-path=SCRIPTDIR; }
check_python() {
    ! has pyflakes3 || named '\.py$' | xargs pyflakes3
    ! has pycodestyle || named '\.py$' | xargs pycodestyle --max-line-length=120
}
# Left out: what shapes the builds of third_party/recipes, all of which a change to a comment would build anew.
check_cmake() {
    ! has cmake-lint || named '(CMakeLists\.txt|\.cmake)$' | grep -v '^third_party/.*/shape\.cmake$' |
        xargs cmake-lint -c tests/lint/cmake-lint.yaml --suppress-decorations
}
check_markdown() {
    show_if_it_fails python3 tests/lint/markdown_links_test.py
    named '\.md$' | xargs python3 tests/lint/markdown_links.py
}
check_json() { named '\.(json|ipynb)$' | xargs python3 tests/lint/json_files.py; }
check_architecture() { tests/architecture/rooms.py check; }
check_includes() {
    show_if_it_fails python3 tests/lint/includes_test.py
    named '^(src|kernels|tests)/.*\.(cpp|h)$' | xargs python3 tests/lint/includes.py
}
check_headers() { ! has cmake c++ || tests/lint/headers_alone.sh build-lint; }
check_tidy() { ! has cmake clang-tidy || tests/lint/tidy.sh build-lint; }

parts=("$@")
[ $# -gt 0 ] || parts=("${quick[@]}" tidy ${ALL:+headers})
[ "$*" != quick ] || parts=("${quick[@]}")
faulty=()
for part in "${parts[@]}"; do
    declare -F "check_$part" >/dev/null || { echo "lint.sh: no part '$part'; there are: ${quick[*]} tidy headers quick" >&2; exit 2; }
    started=$SECONDS
    set +e  # which a condition would turn off within
    (set -e; "check_$part")
    status=$?
    if [ $status -eq 0 ]; then state=ok; else state=FAULTY faulty+=("$part"); fi
    set -e
    printf '%-13s %s (%d s)\n' "$part" $state $((SECONDS - started))
done
[ ${#faulty[@]} -eq 0 ] || { echo "failed: ${faulty[*]}"; exit 1; }
