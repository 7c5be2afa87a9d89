#!/usr/bin/env python3
"""Writes golden files: inputs and outputs of the reference that the C++ program must reproduce.

Usage: make_golden.py OUT_DIR [SEED [PART...]]
    SEED    changes every number; tests/golden is seed 0
    PART    backbones, nets, resample, study, train, metric, evaluation; default: all
"""
import json
import os
import sys

import numpy as np

import arrays as A
import safetensors_file
from golden_inputs import anatomy, noise, synthetic


def backbones(out, seed):
    import torch

    from nets import HGNetV2
    arrays = {}
    for variant, size in (("hgnetv2_b0", 96), ("hgnetv2_b4", 64), ("hgnetv2_b5", 128)):
        net = synthetic(HGNetV2(variant), f"{seed}/{variant}")
        x = noise(seed, f"input/{variant}", (2, 1, size, size)).astype(np.float32)
        arrays[f"{variant}.input"] = x
        with torch.no_grad():
            arrays[f"{variant}.features"] = net(torch.from_numpy(x)).numpy()
    safetensors_file.save(f"{out}/backbones.safetensors", arrays, {})


def nets(out, seed):
    """Whole nets, with padded frames masked out, and the names and shapes of their state dicts."""
    import torch

    import nets as N
    arrays, manifest = {}, {}
    mask = np.array([[1, 1, 1, 1], [0, 1, 1, 0]], bool)
    for name, cls, shape in (("keypoint", N.KeypointNet, (2, 4, 1, 64, 64)),
                             ("one_head", N.OneHeadNet, (2, 5, 4, 1, 64, 64)),
                             ("three_heads", N.ThreeHeadNet, (2, 5, 4, 1, 64, 64))):
        net = synthetic(cls("hgnetv2_b0"), f"{seed}/{name}")
        x = (noise(seed, f"input/{name}", shape) * 0.5 + 0.5).astype(np.float32)
        arrays[f"{name}.input"], arrays[f"{name}.mask"] = x, mask
        with torch.no_grad():
            arrays[f"{name}.output"] = net(torch.from_numpy(x), torch.from_numpy(mask)).numpy()
        manifest[name] = {k: list(v.shape) for k, v in net.state_dict().items()}
        manifest[name + "_b5"] = {k: list(v.shape) for k, v in cls("hgnetv2_b5").state_dict().items()}
    safetensors_file.save(f"{out}/nets.safetensors", arrays, {})
    with open(f"{out}/state_dicts.json", "w") as f:
        json.dump(manifest, f, indent=0)


def resample(out, seed):
    import cv2

    import images
    img = anatomy(seed, "resample", 61, 47, 3).transpose(1, 2, 0).astype(np.float32)
    img8 = (img / img.max() * 255).astype(np.uint8)
    first = np.ascontiguousarray(img[..., 0])
    arrays = {"image": img, "image8": img8,
              "pil_lanczos.32x24": images.pil_lanczos(first, 24, 32),
              "pil_lanczos.80x100": images.pil_lanczos(first, 100, 80)}
    for label, flag in (("linear", cv2.INTER_LINEAR), ("cubic", cv2.INTER_CUBIC), ("lanczos4", cv2.INTER_LANCZOS4)):
        arrays[f"resize.{label}.f32"] = images.resize(img, 96, 40, flag)
        arrays[f"resize.{label}.u8"] = images.resize(img8, 96, 40, flag)
        for angle in (0.0, -15.0, 7.3):
            arrays[f"rotate.{label}.{angle}.f32"] = images.rotate(img, angle, flag)
            arrays[f"rotate.{label}.{angle}.u8"] = images.rotate(img8, angle, flag)
    arrays["letterbox.64"] = images.letterbox(img, 64)
    low, high = np.percentile(img, 1), np.percentile(img, 99)
    arrays["percentiles"] = np.array([low, high])
    arrays["percentile_norm"] = A.percentile_norm(img, low, high)
    safetensors_file.save(f"{out}/resample.safetensors", arrays, {})


def study(out, seed):
    from golden_study import write_golden_study
    write_golden_study(out, seed)


def train(out, seed):
    from golden_training import write_golden_training
    write_golden_training(out, seed)


def metric(out, seed):
    n = 40
    y = (np.abs(noise(seed, "labels", (n, 25))) * 3).astype(int)
    y[np.abs(noise(seed, "missing", y.shape)) < 0.05] = -1
    pred = np.abs(noise(seed, "predictions", (n, 25, 3))) + 0.05
    pred /= pred.sum(-1, keepdims=True)
    weights = np.where(y >= 0, np.array([1.0, 2.0, 4.0])[y.clip(0)], 0.0)
    onehot = np.eye(3)[y.clip(0)]
    columns = {"spinal": [0], "foraminal": [1, 2], "subarticular": [3, 4]}
    scores = {}
    for name, cols in columns.items():
        idx = [5 * level + c for level in range(5) for c in cols]
        keep = y[:, idx] >= 0
        scores[name] = A.weighted_log_loss(onehot[:, idx][keep], pred[:, idx][keep], weights[:, idx][keep])
    spinal = [5 * level for level in range(5)]
    severe = np.where(y[:, spinal] >= 0, onehot[:, spinal, 2], 0).max(1)
    severe_pred = np.where(y[:, spinal] >= 0, pred[:, spinal, 2], 0).max(1)
    scores["any_severe_spinal"] = A.weighted_log_loss(severe, severe_pred, weights[:, spinal].max(1))
    scores["score"] = float(np.mean([scores[k] for k in ("spinal", "foraminal", "subarticular", "any_severe_spinal")]))
    safetensors_file.save(f"{out}/metric.safetensors", {"labels": y, "predictions": pred}, scores)


def evaluation(out, seed):
    from golden_evaluation import write_golden_evaluation
    write_golden_evaluation(out, seed)


PARTS = (backbones, nets, resample, study, train, metric, evaluation)


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    out, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "0"
    wanted = sys.argv[3:] or [part.__name__ for part in PARTS]
    known = {part.__name__: part for part in PARTS}
    for name in wanted:
        if name not in known:
            sys.exit(f"no such part: {name}; there are {', '.join(known)}")
    os.makedirs(out, exist_ok=True)
    for name in wanted:
        known[name](out, seed)


if __name__ == "__main__":
    main()
