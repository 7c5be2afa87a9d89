#!/bin/sh
# Line coverage of rooms by their own tests, built with --coverage in BUILD: a line each, the least covered file beside it.
#   coverage.sh BUILD ROOM...
set -eu
build=$1
shift
command -v gcovr >/dev/null || { echo "gcovr is missing:  apt-get install gcovr" >&2; exit 1; }
find "$build" -name '*.gcda' -delete
for room; do "$build/tests/${room}_tests" --log_level=nothing >/dev/null 2>&1 || echo "$room: its tests fail" >&2; done
printf '%-10s %9s %7s  %s\n' room lines covered 'least covered file'
for room; do
    gcovr --root . --filter "(src/)?$room/" --exclude 'tests/' --object-directory "$build" --csv \
        "$build"/src/CMakeFiles/lumbar_"$room".dir "$build"/kernels/CMakeFiles/lumbar_"$room".dir 2>/dev/null |
        awk -F, -v room="$room" '
            NR > 1 && $2 > 0 {
                lines += $2; covered += $3
                if (least == "" || $3 / $2 < share) { share = $3 / $2; least = $1 }
            }
            END { if (lines) printf "%-10s %9d %6.1f%%  %s (%.0f%%)\n", room, lines, 100 * covered / lines, least, 100 * share }'
done
