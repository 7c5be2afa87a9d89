#!/usr/bin/env python3
"""Writes the golden study's ensemble as a weights folder.

Usage: make_weights.py OUT_DIR [SEED] [safetensors|pt]     (about 1.3 GB)
"""
import json
import os
import sys

import numpy as np
import torch

import safetensors_file
from arrays import synthetic_parameter
from golden_inputs import spine_points
from nets import KeypointNet, OneHeadNet, ThreeHeadNet

NETS = [("stage1_s1", KeypointNet, "cnn25d_keypoint", "stage1_T1"),
        ("stage1_s2", KeypointNet, "cnn25d_keypoint", "stage1_T2"),
        ("stage2_s1_fo", OneHeadNet, "cnn25d_sagittal_1head", "s1_fo"),
        ("stage2_s2_sp1", ThreeHeadNet, "cnn25d_sagittal_3heads", "s2_sp1"),
        ("stage2_s2_sp2", ThreeHeadNet, "cnn25d_sagittal_3heads", "s2_sp2"),
        ("stage2_s2_su", ThreeHeadNet, "cnn25d_sagittal_3heads", "s2_su")]

out, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "0"
kind = sys.argv[3] if len(sys.argv) > 3 else "safetensors"
os.makedirs(out, exist_ok=True)
for recipe, cls, model_type, prefix in NETS:
    state = {k: synthetic_parameter(f"{seed}/{prefix}/{k}", tuple(v.shape))
             for k, v in cls("hgnetv2_b0").state_dict().items()}
    if recipe.startswith("stage1"):
        p = spine_points(seed, prefix[-2:]).ravel()
        state["fc.weight"] = state["fc.weight"] * np.float32(0.02)
        state["fc.bias"] = np.log(p / (1 - p)).astype(np.float32)
    name = os.path.join(out, f"cfg_{recipe}_fold0_seed{seed}")
    if kind == "pt":
        torch.save({k: torch.from_numpy(v) for k, v in state.items()}, name + ".pt")
    else:
        safetensors_file.save(name + ".safetensors", state)
    meta = {"config_file": "cfg_" + recipe, "model_type": model_type, "backbone": "hgnetv2_b0.ssld_stage2_ft_in1k",
            "attn_type": "Attention" if recipe.startswith("stage1") else "AttentionLSTM", "fold": 0,
            "seed": int(seed), "metrics": {}}
    with open(name + ".json", "w") as f:
        json.dump(meta, f, indent=4)
