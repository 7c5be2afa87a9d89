"""The golden study: two series as DICOM, what every step makes of them, and the submission."""
import csv

import numpy as np
import torch

import images
import safetensors_file
from arrays import CLASSES, LEVELS, middle_frames
from golden_inputs import anatomy, spine_points, synthetic, write_series
from nets import KeypointNet, OneHeadNet, ThreeHeadNet

STUDY, T2, T1 = 1001, 2002, 2001
GRADERS = {"T1": [("s1_fo", OneHeadNet, 24, 96)],  # name, net, frames, size
           "T2": [("s2_sp1", ThreeHeadNet, 8, 128), ("s2_sp2", ThreeHeadNet, 5, 256), ("s2_su", ThreeHeadNet, 24, 96)]}


def locate(seed, kind, stack):
    """-> points (5, 2, 2) and the bias that makes the net's answer a spine."""
    net = synthetic(KeypointNet("hgnetv2_b0"), f"{seed}/stage1_{kind}")
    net.fc.weight *= 0.02
    p = spine_points(seed, kind).ravel()
    net.fc.bias.copy_(torch.from_numpy(np.log(p / (1 - p))))
    eight, mask = middle_frames(stack, 8)
    x = torch.from_numpy((eight.transpose(2, 0, 1)[None, :, None] / 255.0).astype(np.float32))
    points = net(x, torch.from_numpy(mask)[None]).double().numpy().reshape(5, 2, 2)
    return points, net.fc.bias.numpy()


def grade(seed, name, cls, n, size, crops, arrays):
    """-> the mean over the nine views; keeps the middle frame of some of them."""
    net = synthetic(cls("hgnetv2_b0"), f"{seed}/{name}")
    total = 0
    for tta in range(9):
        x, mask = images.stage2_input(crops, n, size, tta)
        if tta in (0, 8) and name in ("s1_fo", "s2_sp1"):
            arrays[f"{name}.input.tta{tta}.middle"] = x[:, n // 2]
        logits = net(torch.from_numpy(x)[None], torch.from_numpy(mask)[None])
        total = total + torch.softmax(logits, 1).double().numpy()
    return total.reshape(5, -1, 3) / 9


def write_submission(path, probabilities):
    su, fo = probabilities["s2_su"], probabilities["s1_fo"]
    t2 = (probabilities["s2_sp1"] + probabilities["s2_sp2"] + su) / 3
    rows = []
    for i, level in enumerate(LEVELS):
        rows += [(f"{STUDY}_spinal_canal_stenosis_{level}", t2[i, 0]),
                 (f"{STUDY}_left_neural_foraminal_narrowing_{level}", fo[i, 0]),
                 (f"{STUDY}_right_neural_foraminal_narrowing_{level}", fo[i, 1]),
                 (f"{STUDY}_left_subarticular_stenosis_{level}", su[i, 3]),
                 (f"{STUDY}_right_subarticular_stenosis_{level}", su[i, 4])]
    with open(path, "w") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["row_id"] + CLASSES)
        for row, p in sorted(rows):
            w.writerow([row] + [f"{v:.6f}" for v in p])


@torch.no_grad()
def write_golden_study(out, seed):
    root = f"{out}/study"
    write_series(f"{root}/test_images/{STUDY}/{T2}", anatomy(seed, "T2", 224, 200, 12), T2, "Sagittal T2")
    write_series(f"{root}/test_images/{STUDY}/{T1}", anatomy(seed, "T1", 256, 192, 26), T1, "Sagittal T1")
    with open(f"{root}/test_series_descriptions.csv", "w") as f:
        f.write("study_id,series_id,series_description\n"
                f"{STUDY},{T2},Sagittal T2/STIR\n{STUDY},{T1},Sagittal T1\n")
    arrays, probabilities = {}, {}
    for kind, series in (("T1", T1), ("T2", T2)):
        frames = images.read_series(f"{root}/test_images/{STUDY}/{series}")
        stack = images.stage1_input(frames)
        middle = np.arange(len(frames) // 2 - 1, len(frames) // 2 + 2)
        arrays[f"{kind}.slices"] = middle  # the stacks below hold these slices only
        arrays[f"{kind}.stage1_input"] = stack[..., middle]
        points, arrays[f"{kind}.stage1_bias"] = locate(seed, kind, stack)
        arrays[f"{kind}.points"] = points
        crops = images.disc_crops(frames, points, kind)
        arrays[f"{kind}.crops"] = crops[..., middle]
        for name, cls, n, size in GRADERS[kind]:
            probabilities[name] = grade(seed, name, cls, n, size, crops, arrays)
            arrays[f"{name}.probabilities"] = probabilities[name]
    safetensors_file.save(f"{out}/study.safetensors", arrays, {})
    write_submission(f"{root}/expected_submission.csv", probabilities)
