#!/bin/sh
# Line coverage of rooms by their own tests, built with --coverage in BUILD: a line each, the least covered files beside it.
#   coverage.sh BUILD ROOM...
set -eu
build=$1
shift
command -v gcovr >/dev/null || { echo "gcovr is missing:  apt-get install gcovr" >&2; exit 1; }
find "$build" -name '*.gcda' -delete
for room; do "$build/tests/${room}_tests" --log_level=nothing >/dev/null 2>&1 || echo "$room: its tests fail" >&2; done
printf '%-10s %9s %7s  %s\n' room lines covered 'least covered files'
for room; do
    gcovr --root . --filter "(src/)?$room/" --exclude 'tests/' --object-directory "$build" --csv \
        "$build"/src/CMakeFiles/lumbar_"$room".dir "$build"/kernels/CMakeFiles/lumbar_"$room".dir 2>/dev/null |
        awk -F, 'NR > 1 && $2 > 0 { print $3 / $2, $1, $2, $3 }' | sort -g |
        awk -v room="$room" '
            { lines += $3; covered += $4 }
            NR <= 3 { least = least sprintf("%s %s (%.0f%% of %d)", NR > 1 ? "," : "", $2, 100 * $1, $3) }
            END { if (lines) printf "%-10s %9d %6.1f%% %s\n", room, lines, 100 * covered / lines, least }'
done
