#!/bin/sh
# One training step of stage2_s2_sp1 at its real size (hgnetv2_b5, batch 1, float32, on the CPU): the peak memory
# without and with checkpointing.
#   training_memory.sh EXECUTABLE
set -eu
lumbar=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$lumbar" synth --output "$work/data" --studies 1 --seed 1
"$lumbar" prepare --data "$work/data" --output "$work/cache"
for checkpointing in false true; do
    echo "checkpointing=$checkpointing"
    "$lumbar" train --recipe stage2_s2_sp1 --folds -1 --data "$work/data" --cache "$work/cache" \
        --output "$work/weights" --device cpu --precision fp32 --batch 1 --epochs 1 --set checkpointing=$checkpointing
    rm -r "$work/weights"
done
