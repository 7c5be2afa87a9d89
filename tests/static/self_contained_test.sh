#!/bin/sh
# The static executable where there is nothing but itself: an empty root folder, no network, no /proc.  Studies are drawn,
# predicted, scored, and every net of the ensemble takes training steps, in float32 and in bfloat16.
# Then with nothing but the C library and a driver beside it: the software driver of tests/soft_gpu, on which it must grade
# as it does on the CPU.
#   self_contained_test.sh EXECUTABLE DRIVER
set -eu
executable=$1 driver=$2
fail() {
    echo "self_contained: $*" >&2
    exit 1
}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

readelf -lW "$executable" | grep -q INTERP && fail "$executable asks for a dynamic loader"
readelf -dW "$executable" | grep -q NEEDED && fail "$executable asks for libraries"
strip -o "$root/lumbar" "$executable"
bytes=$(stat -c %s "$root/lumbar")
[ "$bytes" -le 67108864 ] || fail "$bytes bytes without symbols, more than 64 MiB"
echo "$bytes bytes without symbols"

cp -r "$(dirname "$0")/../../weights/demo" "$root/weights"
if [ "$(id -u)" -eq 0 ]; then isolate="unshare --net chroot"; else isolate="unshare --map-root-user --net chroot"; fi
lumbar() {
    $isolate "$root" /lumbar "$@" >"$root/printed" 2>&1 || { cat "$root/printed"; fail "lumbar $1 failed"; }
}
lumbar --version
lumbar synth --output /data --studies 4 --seed 5 --image-size 128
lumbar predict --data /data --weights /weights --output /submission.csv
[ "$(wc -l <"$root/submission.csv")" -eq 101 ] || fail "submission.csv has not 25 rows for each of 4 studies"
lumbar evaluate --labels /data/train.csv --predictions /submission.csv
for precision in fp32 bf16; do
    # Two steps each; with cutmix and mixup, EMA, accumulation and checkpointing.
    lumbar train --plan all --data /data --output "/trained_$precision" --folds -1 --epochs 1 --batch 2 --ema 0.9 \
        --backbone hgnetv2_b0 --precision $precision --set width=0.25 --set depth=0.34 --set head_width=16 \
        --set accumulate=2 --set checkpointing=true --set cutmix_chance=1 --set mixup_chance=1
    lumbar predict --data /data --weights "/trained_$precision" --output "/trained_$precision.csv"
done
lumbar convert "/trained_fp32/cfg_stage1_s1_fold-1_seed0.safetensors" /net.pt --dtype float16
lumbar inspect /net.pt
lumbar predict --data /data --weights /weights --output /cpu.csv --device auto --precision fp32 --tta 1 --recipes stage2_s2_sp2
grep -q 'no GPU is used: ' "$root/printed" || fail "the log does not say why no GPU is used"
echo "predict and train ran in an empty root folder without a network"

for library in /lib64/ld-linux-x86-64.so.2 $(ldd "$driver" | grep -o '/[^ ]*') /lib/x86_64-linux-gnu/libdl.so.2; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cp "$driver" "$root/libcuda.so.1"
export LUMBAR_LIBCUDA=/libcuda.so.1
lumbar predict --data /data --weights /weights --output /gpu.csv --device gpu --precision fp16 --tta 1 --recipes stage2_s2_sp2
cmp -s "$root/cpu.csv" "$root/gpu.csv" && fail "float16 gave the very bytes of float32: the GPU was not used"
paste -d, "$root/cpu.csv" "$root/gpu.csv" | awk -F, '
    NR > 1 { for (i = 2; i <= 4; i++) { d = $i - $(i + 4); if (d < 0) d = -d; if (d > most) most = d } }
    END { printf "with a driver beside it: probabilities within %g of the CPU\n", most; exit most > 2e-3 }' ||
    fail "the GPU's probabilities differ by more than 0.002"
