#!/bin/sh
# Makes the nets of weights/demo anew: synthetic studies -> one net a recipe -> float16.  What is done already is
# kept, so that a run that was stopped goes on.
#   train_demo.sh EXECUTABLE FOLDER
set -eu
lumbar=$1
work=$2
here=$(dirname "$0")
mkdir -p "$work/weights"
[ -f "$work/data/train.csv" ] || "$lumbar" synth --output "$work/data" --studies 480 --seed 1
cp "$here/demo/manifest.json" "$work/weights"
train() {
    # Waiting threads that spin would take the cores from those that prepare samples.
    OMP_WAIT_POLICY=passive "$lumbar" train --data "$work/data" --output "$work/weights" --folds 0 --seed 1 --resume \
        --config "$here/demo_training.json" --note "Trained on synthetic studies; of no medical use." "$@"
}
train --plan stage1_s2,stage1_s1,stage2_s2_sp1,stage2_s1_fo
# The other T2 nets are built like the first one and start from what it has learned.
train --plan stage2_s2_su,stage2_s2_sp2 --init "$work/weights/cfg_stage2_s2_sp1_fold0_seed1.safetensors"
rm -f "$here"/demo/cfg_*
for net in "$work"/weights/cfg_*.safetensors; do
    "$lumbar" convert "$net" "$here/demo/$(basename "$net")" --dtype float16
done
cp "$work/data/train.csv" "$here/demo/train.csv"
