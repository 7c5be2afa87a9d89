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
# Waiting threads that spin would take the cores from those that prepare samples.
OMP_WAIT_POLICY=passive "$lumbar" train --plan all --data "$work/data" --output "$work/weights" --fold 0 --seed 1 \
    --config "$here/demo_training.json" --resume --note "Trained on synthetic studies; of no medical use."
rm -f "$here"/demo/cfg_*
for net in "$work"/weights/cfg_*.safetensors; do
    "$lumbar" convert "$net" "$here/demo/$(basename "$net")" --dtype float16
done
cp "$work/data/train.csv" "$here/demo/train.csv"
