#!/usr/bin/env python3
"""Seconds that the nets of the full ensemble need for one study in PyTorch on an NVIDIA GPU: tests/device.sh's peer.

Usage: torch_on_gpu.py --reference DIR [--folds N] [--compile] [--recipes NAME,...] [--backbone hgnetv2_b5]
                       [--device cuda]
    DIR         tests/reference; of its imports only torch and numpy are needed here

float16, channels last, untrained weights, nine views of five discs in one pass.  Only the nets are timed: reading,
crops, views, copies to the GPU and votes, which `lumbar predict` does too, are left out.
"""
import argparse
import sys
import time
from unittest.mock import MagicMock

RECIPES = {  # name: (net, shape of a study's frames); the most work first
    "stage2_s2_sp2": ("ThreeHeadNet", (9, 5, 5, 1, 256, 256)),
    "stage2_s2_su": ("ThreeHeadNet", (9, 5, 24, 1, 96, 96)),
    "stage2_s1_fo": ("OneHeadNet", (9, 5, 24, 1, 96, 96)),
    "stage2_s2_sp1": ("ThreeHeadNet", (9, 5, 8, 1, 128, 128)),
    "stage1_s1": ("KeypointNet", (1, 8, 1, 256, 256)),
    "stage1_s2": ("KeypointNet", (1, 8, 1, 256, 256)),
}


def import_reference(folder):
    """reference.py without the packages that its nets do not use."""
    for name in ("cv2", "PIL"):
        try:
            __import__(name)
        except ImportError:
            sys.modules[name] = MagicMock()
    sys.path.insert(0, folder)
    import reference
    return reference


def seconds_of(torch, net, x, mask, device):
    def wait():
        if device == "cuda":
            torch.cuda.synchronize()

    for _ in range(2):  # compiles, chooses algorithms
        net(x, mask)
    wait()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        net(x, mask)
        wait()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reference", required=True)
    arguments.add_argument("--folds", type=int, default=4)
    arguments.add_argument("--compile", action="store_true")
    arguments.add_argument("--recipes", default=",".join(RECIPES))
    arguments.add_argument("--backbone", default="hgnetv2_b5")
    arguments.add_argument("--device", default="cuda")
    args = arguments.parse_args()

    import torch
    if args.device == "cuda" and not torch.cuda.is_available():
        print("this PyTorch finds no GPU")
        sys.exit(77)
    reference = import_reference(args.reference)
    number = torch.float16 if args.device == "cuda" else torch.float32  # float32 to try the program
    kind = "torch.compile" if args.compile else "eager"
    card = torch.cuda.get_device_name() if args.device == "cuda" else args.device
    print(f"PyTorch {torch.__version__}, {kind}, {number}, channels last, {args.backbone}, {card}", flush=True)
    total = 0
    with torch.inference_mode():
        for name in args.recipes.split(","):
            net_name, shape = RECIPES[name]
            net = getattr(reference, net_name)(args.backbone).eval().to(args.device, number)
            net = net.to(memory_format=torch.channels_last)
            if args.compile:
                net = torch.compile(net)
            x = torch.rand(shape, device=args.device).to(number)
            mask = torch.ones((shape[0], shape[-4]), dtype=torch.bool, device=args.device)
            seconds = seconds_of(torch, net, x, mask, args.device)
            total += args.folds * seconds
            print(f"{name:16} {seconds:.4f} s a net", flush=True)
    print(f"nets of {args.folds} folds: {total:.3f} s a study", flush=True)


if __name__ == "__main__":
    main()
