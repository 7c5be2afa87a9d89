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
# Without its sha256, which are those of the nets that are made anew.
manifest() { python3 - "$@" <<'END'
import hashlib, json, pathlib, sys
text = pathlib.Path(sys.argv[1]).read_text().partition(',\n    "sha256"')[0].rstrip().removesuffix("}").rstrip()
sums = {path: hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest() for path in sys.argv[3:]}
lines = [f'        "{pathlib.Path(path).name}":\n            "{value}"' for path, value in sums.items()]
text += ',\n    "sha256": {\n' + ",\n".join(lines) + "\n    }" if lines else ""
pathlib.Path(sys.argv[2]).write_text(text + "\n}\n")
END
}
manifest "$here/demo/manifest.json" "$work/weights/manifest.json"
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
manifest "$here/demo/manifest.json" "$work/manifest.json" "$here"/demo/cfg_*.safetensors
cp "$work/manifest.json" "$here/demo/manifest.json"
