#!/bin/sh
# Tests lumbar on this machine's NVIDIA GPU, then times it, in less than 8 minutes.  From the root of a (copied) tree:
#   tests/device.sh
#
#   LUMBAR=FILE     the executable; default: submission/lumbar
#   BUILD=DIR       a build with test programs for the GPU; default: build-static if it is there, else build
#   REFERENCE=DIR   where reference.py is, for PyTorch's times; default: tests/reference
#   PYTHON=FILE     a Python with torch, for these; default: python3
#   OUT=DIR         also writes what is printed here into OUT/device.txt
#   BUDGET=SECONDS  of all steps together; default: 460
#   TIMINGS=no      leaves the times out
#
# One line a step, PASS, FAIL or SKIP with its seconds, and what the step printed below it.  Exits with 1 if any failed.
# With LUMBAR_LIBCUDA=FILE that driver library, such as build/tests/soft_gpu/libcuda.so.1, stands for NVIDIA's: one study
# under one view, no limit to a step but the budget, and the steps that need a real card are skipped.
set -eu
cd "$(dirname "$0")/.."
lumbar=${LUMBAR:-submission/lumbar}
build=${BUILD:-$([ -d build-static/tests ] && echo build-static || echo build)}
python=${PYTHON:-python3}
reference=${REFERENCE:-tests/reference}
budget=${BUDGET:-460}
software=${LUMBAR_LIBCUDA:-}
start=$(date +%s)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=${OUT:+$OUT/device.txt}
report=${report:-/dev/null}
: >"$report"
failures=0

say() { printf '%s\n' "$*" | tee -a "$report"; }
show() { sed 's/^/    /' "$1" | tail -n "${2:-25}" | tee -a "$report"; }
fail() {
    say "FAIL  $1"
    failures=$((failures + 1))
}
# step SECONDS NAME COMMAND...: runs it for at most so long, and for no longer than is left in all.  A command says that it
# cannot run by exit code 77.  -> 0 if it passed
step() {
    limit=$1
    name=$2
    shift 2
    left=$((budget - $(date +%s) + start))
    [ "$limit" -le $left ] && [ -z "$software" ] || limit=$left
    if [ "$limit" -lt 5 ]; then
        say "SKIP  $name: no time is left"
        return 1
    fi
    begun=$(date +%s)
    code=0
    timeout --kill-after=5 "$limit" "$@" >"$work/log" 2>&1 </dev/null || code=$?
    took="$(($(date +%s) - begun)) s"
    case $code in
    0) say "PASS  $name ($took)" ;;
    77) say "SKIP  $name" ;;
    124 | 137) fail "$name: not done after $limit s" ;;
    *) fail "$name: exit code $code ($took)" ;;
    esac
    show "$work/log"
    return $code
}
skip() { say "SKIP  $1"; }

# compare A B LIMIT: the largest difference of two submissions.
cat >"$work/compare" <<'COMPARE'
#!/bin/sh
paste -d, "$1" "$2" | awk -F, -v limit="$3" '
    NR == 1 { next }
    $1 != $5 { print "row " $1 " beside row " $5; bad = 1; exit }
    { for (i = 2; i <= 4; i++) { d = $i - $(i + 4); if (d < 0) d = -d; if (d > most) { most = d; row = $1 } } }
    END {
        if (bad || NR < 2) { print "no rows to compare"; exit 1 }
        printf "%d rows, largest difference %.6f (%s), limit %s\n", NR - 1, most, row, limit
        exit !(most <= limit)
    }'
COMPARE
chmod +x "$work/compare"

# ---------------------------------------------------------------- the machine
say "lumbar on a GPU, $(date -u '+%Y-%m-%d %H:%M UTC'), $(nproc) CPUs, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
[ -x "$lumbar" ] || { fail "no executable $lumbar:  make submission"; exit 1; }
step 20 "executable" "$lumbar" --version || exit 1
real=
if [ -n "$software" ]; then
    skip "card: $software stands for NVIDIA's driver"
elif ! command -v nvidia-smi >/dev/null; then
    skip "card: no nvidia-smi on this machine"
    [ ! -e /dev/nvidia0 ] || real=yes
elif step 30 "card" nvidia-smi --query-gpu=index,name,driver_version,memory.total,memory.used,compute_cap --format=csv; then
    real=yes
fi

# ---------------------------------------------------------------- the same answers as on the CPU
gpu=$real$software
studies=2
views=9
if [ -n "$software" ]; then
    studies=1
    views=1
fi
if [ -n "$gpu" ]; then
    step 120 "check: every net of weights/demo" "$lumbar" check --weights weights/demo --device gpu || true
else
    skip "check, predict on a GPU: there is none"
fi

predict() { # NAME DEVICE PRECISION SECONDS: the synthetic studies -> $work/NAME.csv
    step "$4" "predict, $2, $3" "$lumbar" predict --data "$work/data" --weights weights/demo --output "$work/$1.csv" \
        --device "$2" --precision "$3" --tta "$views"
}
agree() { # NAME LIMIT
    step 10 "$1 agrees with float32 on the CPU" "$work/compare" "$work/cpu.csv" "$work/$1.csv" "$2" || true
}
step 60 "synthetic studies: $studies" "$lumbar" synth --output "$work/data" --studies $studies --seed 11 || true
if predict cpu cpu fp32 120 && [ -n "$gpu" ]; then
    if predict gpu_float16 gpu fp16 60; then
        agree gpu_float16 2e-3
        ! cmp -s "$work/cpu.csv" "$work/gpu_float16.csv" || fail "gpu_float16 equals the CPU's float32: the GPU was not used"
    fi
    if predict gpu_float32 gpu fp32 60; then agree gpu_float32 1e-4; fi
fi

# ---------------------------------------------------------------- the tests of nets on this machine's GPUs
program=$build/tests/infer_tests
if [ ! -x "$program" ]; then
    skip "tests of nets: there is no $program"
elif [ -z "$real" ]; then
    skip "tests of nets: no real card"
elif ! ldd "$program" 2>&1 | grep -q 'not a dynamic\|statically' && ldd "$program" | grep -q 'not found'; then
    skip "tests of nets: this machine lacks libraries of $program"
else
    step 90 "every kind of net on every GPU" "$program" --run_test=real_gpu --log_level=message || true
fi

# ---------------------------------------------------------------- times
finish() {
    say "$failures failed, $(($(date +%s) - start)) s in all"
    [ $failures -eq 0 ] || exit 1
    exit 0
}
if [ "${TIMINGS:-}" = no ] || [ -z "$real" ]; then
    skip "times: no real card, or TIMINGS=no"
    finish
fi

# Four folds of untrained nets of full size: the same files under four names.
step 90 "untrained nets, hgnetv2_b5" "$lumbar" synth --output "$work/one" --studies 1 --seed 12 \
    --untrained-weights "$work/full" --untrained-backbone hgnetv2_b5 || finish
for json in "$work"/full/*_fold0_*.json; do
    for fold in 1 2 3; do
        copy=$(echo "$json" | sed "s/_fold0_/_fold${fold}_/")
        sed "s/\"fold\": 0/\"fold\": $fold/" "$json" >"$copy"
        ln "${json%.json}.safetensors" "${copy%.json}.safetensors"
    done
done
step 60 "16 synthetic studies" "$lumbar" synth --output "$work/sixteen" --studies 16 --seed 13 || finish
step 60 "check: the full ensemble" "$lumbar" check --weights "$work/full" --device gpu || true

timed() { # FOLDER -> sets seconds of a predict by the full ensemble, to the millisecond
    before=$(date +%s%N)
    step 120 "predict, $1, four folds of b5, float16" "$lumbar" predict --data "$work/$1" --weights "$work/full" \
        --output "$work/full.csv" --device gpu --precision fp16 || return 1
    milliseconds=$((($(date +%s%N) - before) / 1000000))
}
timed one || true # compiles kernels, fills the page cache
if timed one && one=$milliseconds && timed sixteen; then
    say "$(awk -v one="$one" -v sixteen="$milliseconds" 'BEGIN {
        study = (sixteen - one) / 15000
        printf "TIME  full ensemble: 1 study %.2f s, 16 studies %.2f s: %.3f s a further study\n", one / 1000, sixteen / 1000, study
        printf "TIME  500 studies on one such card: %.2f h (computed: %.2f s + 499 x %.3f s)", (one / 1000 + 499 * study) / 3600, one / 1000, study
    }')"
fi

# ---------------------------------------------------------------- PyTorch on the same card
if ! "$python" -c 'import torch' 2>/dev/null; then
    skip "PyTorch: $python has no torch"
elif [ ! -f "$reference/reference.py" ]; then
    skip "PyTorch: no reference.py in $reference"
else
    step 60 "PyTorch, eager" "$python" tests/bench/torch_on_gpu.py --reference "$reference" || true
    step 240 "PyTorch, torch.compile" "$python" tests/bench/torch_on_gpu.py --reference "$reference" --compile || true
fi
finish
