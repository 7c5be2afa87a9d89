#!/usr/bin/env python3
"""Seconds that PyTorch needs on an NVIDIA GPU for a training step of stage2_s2_sp1: the peer of tests/device.sh.

Usage: torch_training_on_gpu.py --reference DIR [--batch 32] [--backbone hgnetv2_b5] [--steps 8] [--device cuda]
    DIR         tests/reference; of its imports only torch and numpy are needed here

Autocast to float16 with loss scaling, channels last, fused AdamW; random frames that are on the GPU already.
"""
import argparse
import sys
import time

from torch_on_gpu import import_reference


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reference", required=True)
    arguments.add_argument("--batch", type=int, default=32)
    arguments.add_argument("--backbone", default="hgnetv2_b5")
    arguments.add_argument("--steps", type=int, default=8)
    arguments.add_argument("--device", default="cuda")
    args = arguments.parse_args()

    import torch
    on_gpu = args.device == "cuda"
    if on_gpu and not torch.cuda.is_available():
        print("this PyTorch finds no GPU")
        sys.exit(77)
    reference = import_reference(args.reference)
    torch.set_grad_enabled(True)
    torch.set_default_device(args.device)  # where reference.py makes tensors of its own
    net = reference.ThreeHeadNet(args.backbone).train().to(args.device).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-4, weight_decay=1e-4, fused=on_gpu)
    scaler = torch.amp.GradScaler(enabled=on_gpu)
    frames = torch.rand(args.batch, 5, 8, 1, 128, 128, device=args.device)
    mask = torch.ones(args.batch, 8, dtype=torch.bool, device=args.device)
    labels = torch.softmax(torch.randn(args.batch * 25, 3, device=args.device), 1)

    def step():
        optimizer.zero_grad()
        with torch.autocast("cuda", torch.float16, enabled=on_gpu):
            logits = net(frames, mask)
        loss = reference.weighted_cross_entropy(logits.float().reshape(-1, 3), labels)
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        scaler.step(optimizer)
        scaler.update()
        return loss.item()  # waits

    times = []
    for _ in range(args.steps):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    gigabytes = torch.cuda.max_memory_allocated() / 1e9 if on_gpu else 0
    print(f"PyTorch {torch.__version__}, autocast, {args.backbone}, batch {args.batch}: "
          f"{sorted(times)[len(times) // 2]:.4f} s a step, {gigabytes:.1f} GB")


if __name__ == "__main__":
    main()
