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
# manifest FROM TO [NET...]: copies the manifest, replacing its checksums with those of NET...; without NET, with none.
# The rest of the text stays as it was written.
manifest() { python3 - "$@" <<'END'
import hashlib, json, pathlib, re, sys
source, target, *nets = map(pathlib.Path, sys.argv[1:])
text = source.read_text()
wanted = json.loads(text)
wanted.pop("sha256", None)
text = re.sub(r',\s*"sha256"\s*:\s*\{[^{}]*\}', "", text)
if nets:
    wanted["sha256"] = {net.name: hashlib.sha256(net.read_bytes()).hexdigest() for net in nets}
    sums = json.dumps(wanted["sha256"], indent=8).replace(": ", ":\n            ").replace("\n}", "\n    }")
    text = text.rstrip().removesuffix("}").rstrip() + f',\n    "sha256": {sums}\n}}\n'
assert json.loads(text) == wanted, f"{source}: cannot replace its checksums"
target.write_text(text)
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
