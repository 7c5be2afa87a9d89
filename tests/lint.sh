#!/usr/bin/env bash
# Checks every kind of file in the tree; the quickest parts first.
#
#   lint.sh [PART...]     only these; `quick`: those that take seconds; default: these and tidy, with ALL=1 headers
#
#   format         C++ and CUDA, by clang-format
#   shell          shell scripts, by shellcheck
#   python         Python, by pyflakes3 and pycodestyle: they read the files alone, whatever is installed
#   cmake          CMake files, by cmake-lint (Debian's cmake-format; tests/lint/cmake-lint.yaml)
#   markdown       each relative link, #anchor and back-quoted path resolves
#   json           JSON files parse
#   architecture   the source folders are as CMake says
#   includes       each file includes a header for each common standard name it uses; reports headers of the tree of
#                  which no declared name occurs
#   tidy           clang-tidy of C++ files that differ from the last commit of main (of BASE=COMMIT); of all with ALL=1
#   headers        each header of the folders without LibTorch compiles alone: minutes
#
# All but tidy and headers read every file; these two configure CMake in build-lint.  Exits with 1 if any part fails.  A
# part whose tool is missing is NOT CHECKED; with STRICT=1 that is a failure, too.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=(format shell python cmake markdown json architecture includes)

files() { git ls-files --cached --others --exclude-standard | while read -r file; do [ ! -f "$file" ] || echo "$file"; done; }
named() { files | grep -E "$1" || true; }
show_if_it_fails() { local said; said=$("$@" 2>&1) || { echo "$said"; return 1; }; }
declare -A tools=(
    [format]=clang-format [shell]=shellcheck [python]="python3 pyflakes3 pycodestyle" [cmake]=cmake-lint
    [markdown]=python3 [json]=python3 [architecture]=python3 [includes]=python3
    [tidy]="cmake clang-tidy" [headers]="cmake c++"
)
missing_tool() {
    local tool
    for tool in ${tools[$1]}; do command -v "$tool" >/dev/null || { echo "$tool"; return; }; done
}

check_format() {
    named '^(src|kernels|tests)/.*\.(cpp|h|cu|cuh)$' | xargs -P "$(nproc)" -n 64 clang-format --dry-run --Werror
}
check_shell() { named '\.sh$|^\.ci/run$' | xargs shellcheck --external-sources --source-path=SCRIPTDIR; }
check_python() {
    named '\.py$' | xargs pyflakes3
    named '\.py$' | xargs pycodestyle --max-line-length=120
}
# Left out: what shapes the builds of third_party/recipes, all of which a change to a comment would build anew.
check_cmake() {
    named '(CMakeLists\.txt|\.cmake)$' | grep -v '^third_party/.*/shape\.cmake$' |
        xargs cmake-lint -c tests/lint/cmake-lint.yaml --suppress-decorations
}
check_markdown() {
    show_if_it_fails python3 tests/lint/markdown_links_test.py
    named '\.md$' | xargs python3 tests/lint/markdown_links.py
}
check_json() {
    show_if_it_fails python3 tests/lint/json_files_test.py
    named '\.(json|ipynb)$' | xargs python3 tests/lint/json_files.py
}
check_architecture() { tests/architecture/rooms.py check; }
check_includes() {
    show_if_it_fails python3 tests/lint/includes_test.py
    named '^(src|kernels|tests)/.*\.(cpp|h)$' | xargs python3 tests/lint/includes.py
}
check_headers() { tests/lint/headers_alone.sh build-lint; }
check_tidy() {
    show_if_it_fails python3 tests/lint/tidy_groups_test.py
    tests/lint/tidy.sh build-lint
}

[ $# -gt 0 ] || set -- quick tidy ${ALL:+headers}
parts=()
for part; do
    if [ "$part" = quick ]; then
        parts+=("${quick[@]}")
    elif [ -n "${tools[$part]:-}" ]; then
        parts+=("$part")
    else
        echo "lint.sh: no part '$part'; there are: ${quick[*]} tidy headers quick" >&2
        exit 2
    fi
done

failed=() skipped=()
for part in "${parts[@]}"; do
    missing=$(missing_tool "$part")
    if [ -n "$missing" ]; then
        printf '%-13s NOT CHECKED (%s is not installed)\n' "$part" "$missing"
        skipped+=("$part")
        continue
    fi
    started=$SECONDS
    set +e  # which a condition would turn off within
    (set -e; "check_$part")
    status=$?
    if [ $status -eq 0 ]; then state=ok; else state=FAILED failed+=("$part"); fi
    set -e
    printf '%-13s %s (%d s)\n' "$part" $state $((SECONDS - started))
done
[ ${#skipped[@]} -eq 0 ] || echo "NOT CHECKED: ${skipped[*]}"
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}"; exit 1; }
[ ${#skipped[@]} -eq 0 ] || [ -z "${STRICT:-}" ]
