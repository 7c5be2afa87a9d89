#!/bin/sh
# The static edition beside the shared one, in one run: nets_bench of both in turn, and how long each takes to start.
#   compare_editions.sh SHARED_BUILD STATIC_BUILD
set -eu
shared=$1
static=$2
rounds=${ROUNDS:-3}
results=$(mktemp)
trap 'rm -f "$results"' EXIT

measure() {  # EDITION BUILD: a line each, "EDITION WHAT SECONDS"
    "$2"/tests/nets_bench forward training_step | sed "s/^/$1 /"
    begun=$(date +%s%N)
    for _ in 1 2 3 4 5 6 7 8 9 10; do "$2"/lumbar --version >/dev/null; done
    echo "$1 start $(($(date +%s%N) - begun))" | awk '{ print $1, $2, $3 / 10 / 1e9 }'
}

for _ in $(seq "$rounds"); do
    measure shared "$shared" >>"$results"
    measure static "$static" >>"$results"
done
# The fastest round of each.
awk '{ key = $1 " " $2; if (!(key in least) || $3 < least[key]) least[key] = $3; names[$2] }
     END {
         printf "%-16s %12s %12s %24s\n", "seconds", "shared", "static", "shared / static"
         for (name in names)
             printf "%-16s %12.4f %12.4f %24.3f\n", name, least["shared " name], least["static " name],
                    least["shared " name] / least["static " name]
     }' "$results"
