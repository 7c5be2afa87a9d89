#!/usr/bin/env python3
"""The whole pipeline in Python: what a user would run today, and the baseline to be measured against.

Usage: predict.py DATA_DIR WEIGHTS_DIR OUT.csv [--threads N] [--batch N] [--bf16] [--channels-last]
Prints the seconds spent reading, locating, cropping and grading.
"""
import argparse
import csv
import glob
import json
import os
import time
from collections import defaultdict

import numpy as np
import torch

import reference as R
import safetensors_file

RECIPES = {"stage1_s1": ("Sagittal T1", 8, 256), "stage1_s2": ("Sagittal T2/STIR", 8, 256),
           "stage2_s1_fo": ("Sagittal T1", 24, 96), "stage2_s2_sp1": ("Sagittal T2/STIR", 8, 128),
           "stage2_s2_sp2": ("Sagittal T2/STIR", 5, 256), "stage2_s2_su": ("Sagittal T2/STIR", 24, 96)}
NETS = {"cnn25d_keypoint": R.KeypointNet, "cnn25d_sagittal_1head": R.OneHeadNet,
        "cnn25d_sagittal_3heads": R.ThreeHeadNet}
CONDITIONS = ["spinal_canal_stenosis", "left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing",
              "left_subarticular_stenosis", "right_subarticular_stenosis"]


def load_state(path):
    if path.endswith(".pt"):
        return torch.load(path, map_location="cpu")
    return {name: torch.from_numpy(array.copy()) for name, array in safetensors_file.load(path)[0].items()}


def load_net(meta_path, channels_last):
    meta = json.load(open(meta_path))
    net = NETS[meta["model_type"]](meta["backbone"].split(".")[0])
    path = next(p for p in (meta_path[:-5] + ".safetensors", meta_path[:-5] + ".pt") if os.path.exists(p))
    net.load_state_dict(load_state(path))
    net.eval()
    return net.to(memory_format=torch.channels_last) if channels_last else net


def main():
    args = argparse.ArgumentParser()
    args.add_argument("data"), args.add_argument("weights"), args.add_argument("out")
    args.add_argument("--threads", type=int, default=os.cpu_count())
    args.add_argument("--batch", type=int, default=1)
    args.add_argument("--bf16", action="store_true")
    args.add_argument("--channels-last", action="store_true")
    a = args.parse_args()
    torch.set_num_threads(a.threads)
    torch.set_grad_enabled(False)
    seconds = defaultdict(float)

    def timed(label, fn, *x):
        t = time.perf_counter()
        y = fn(*x)
        seconds[label] += time.perf_counter() - t
        return y

    def run(net, x, mask):
        with torch.autocast("cpu", torch.bfloat16, enabled=a.bf16):
            return net(torch.from_numpy(x), torch.from_numpy(mask)).float()

    series = defaultdict(list)
    for row in csv.DictReader(open(os.path.join(a.data, "test_series_descriptions.csv"))):
        folder = os.path.join(a.data, "test_images", row["study_id"], row["series_id"])
        if not row["series_description"].startswith("Axial"):
            series[row["series_description"]].append((row["study_id"], timed("read", R.read_series, folder)))
    nets = defaultdict(list)
    for meta in sorted(glob.glob(os.path.join(a.weights, "*.json"))):
        nets[json.load(open(meta))["config_file"].replace("cfg_", "")].append(meta)

    crops = defaultdict(list)
    for recipe in ("stage1_s1", "stage1_s2"):
        kind, frames, size = RECIPES[recipe]
        points = []
        for meta in nets[recipe]:
            net = load_net(meta, a.channels_last)
            for _, stack in series[kind]:
                x, mask = R.middle_frames(timed("prepare", R.stage1_input, stack), frames)
                x = (x.transpose(2, 0, 1)[None, :, None] / 255.0).astype(np.float32)
                points.append(timed("locate", run, net, x, mask[None]).double().numpy().reshape(5, 2, 2))
        n = len(series[kind])
        for i, (study, stack) in enumerate(series[kind]):
            p = np.median(points[i::n], 0)
            crops[kind].append((study, timed("crop", R.disc_crops, stack, p, "T2" if "T2" in kind else "T1")))

    votes = defaultdict(list)  # (recipe, study) -> probabilities [5, heads, 3]
    for recipe in RECIPES:
        kind, frames, size = RECIPES[recipe]
        for meta in nets[recipe] if recipe.startswith("stage2") else []:
            net = load_net(meta, a.channels_last)
            jobs = [(study, crop, tta) for study, crop in crops[kind] for tta in range(9)]
            for i in range(0, len(jobs), a.batch):
                views = [timed("augment", R.stage2_input, crop, frames, size, tta)
                         for _, crop, tta in jobs[i:i + a.batch]]
                x, mask = np.stack([v[0] for v in views]), np.stack([v[1] for v in views])
                y = torch.softmax(timed("grade", run, net, x, mask), 1).double().numpy().reshape(len(views), 5, -1, 3)
                for (study, _, _), p in zip(jobs[i:i + a.batch], y):
                    votes[recipe, study].append(p)

    rows = []
    for study in sorted({s for stacks in series.values() for s, _ in stacks}):
        mean = {r: np.mean(votes[r, study], 0) for r in RECIPES if votes[r, study]}
        t2 = np.mean([mean[r] for r in ("stage2_s2_sp1", "stage2_s2_sp2", "stage2_s2_su")], 0)
        for i, level in enumerate(R.LEVELS):
            grades = [t2[i, 0], mean["stage2_s1_fo"][i, 0], mean["stage2_s1_fo"][i, 1],
                      mean["stage2_s2_su"][i, 3], mean["stage2_s2_su"][i, 4]]
            rows += [(f"{study}_{c}_{level}", g) for c, g in zip(CONDITIONS, grades)]
    with open(a.out, "w") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["row_id"] + R.CLASSES)
        w.writerows([r] + [f"{v:.6f}" for v in p] for r, p in sorted(rows, key=lambda r: r[0]))
    print(" ".join(f"{k} {v:.3f}s" for k, v in seconds.items()))


if __name__ == "__main__":
    main()
