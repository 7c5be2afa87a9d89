#!/bin/sh
# Runs every fuzzer of BUILD, or those named, for so many seconds each.  What they find is in BUILD/fuzz/found.
#   run.sh BUILD SECONDS [NAME...]
set -eu
cd "$(dirname "$0")/../.."
build=$1
seconds=$2
shift 2
if [ $# -eq 0 ]; then
    for corpus in tests/fuzz/corpus/*; do set -- "$@" "${corpus##*/}"; done
fi
mkdir -p "$build/fuzz/found"

# Further files to start from, beside corpus/NAME.
seeds_of() {
    case $1 in
    slice) echo tests/data/dicom tests/data/field_cases ;;
    checkpoint) echo tests/data/checkpoints ;;
    esac
}
# No input may take more than 5 s or 2 GB.
fuzz() {
    name=$1
    mkdir -p "$build/fuzz/corpus/$name" "$build/fuzz/tmp"
    dictionary=tests/fuzz/dictionaries/$name
    # shellcheck disable=SC2046  # several folders
    TMPDIR=$([ -w /dev/shm ] && echo /dev/shm || echo "$build/fuzz/tmp") \
        "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -malloc_limit_mb=2048 \
        -max_len=200000 -close_fd_mask=2 -artifact_prefix="$build/fuzz/found/$name-" -print_final_stats=1 \
        $([ ! -f "$dictionary" ] || echo "-dict=$dictionary") \
        "$build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" $(seeds_of "$name") >"$build/fuzz/$name.log" 2>&1
}
failed=
for name; do
    echo "fuzz_$name, $seconds s"
    fuzz "$name" || failed="$failed $name"
    grep -E 'stat::number_of_executed_units|stat::peak_rss_mb' "$build/fuzz/$name.log" || true
done
[ -z "$failed" ] || {
    for name in $failed; do tail -n 40 "$build/fuzz/$name.log"; done
    echo "faults:$failed; the inputs are in $build/fuzz/found, the logs in $build/fuzz"
    exit 1
}
