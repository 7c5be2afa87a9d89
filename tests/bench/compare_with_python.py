#!/usr/bin/env python3
"""lumbar beside what a user would run instead, in one run: PyTorch, OpenVINO, ONNX Runtime and pydicom.

Usage: compare_with_python.py --build BUILD --reference DIR [--rounds N] [--studies N] [--only PART,...]
                                [--backbones NAME,...] > TABLE.md
    BUILD       a build of lumbar with the targets lumbar, nets_bench and lumbar_bench
    DIR         tests/reference
Parts: predict, nets, read, train.  Peers and lumbar take turns; the medians of the rounds are compared.
In a virtual environment:  pip install torch opencv-python-headless pydicom pillow openvino onnx onnxruntime
"""
import argparse
import csv
import datetime
import functools
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

THREADS = os.cpu_count()
HERE = os.path.dirname(os.path.abspath(__file__))
STUDY = os.path.join(HERE, "../golden/study")


def version_lines(build):
    """What lumbar says of itself, its libraries and the CPU."""
    version = [os.path.join(build, "lumbar"), "--version"]
    return subprocess.run(version, check=True, capture_output=True, text=True).stdout.splitlines()[:3]


def precisions(build):
    """Those that lumbar computes in here without emulation."""
    cpu = version_lines(build)[2]
    return ("fp32", "bf16") if "bfloat16" in cpu or "AMX" in cpu else ("fp32",)


def heading(build):
    """Which machine, and which programs: BENCHMARKS.md keeps a column for each kind of machine."""
    model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read()).group(1)
    lumbar, libraries, cpu = version_lines(build)
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA")
    limited = f" (ONEDNN_MAX_CPU_ISA={limit})" if limit else ""
    return (f"{model}; {cpu.removeprefix('CPU: ')}{limited}; {THREADS} cores; "
            f"{datetime.date.today()}; {lumbar}; {libraries}; Python {platform.python_version()}\n")


def note(text):
    print(text, file=sys.stderr, flush=True)


def seconds_of(command, **options):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    return time.perf_counter() - start


def in_turns(rounds, contestants):
    """Name -> function that returns seconds: each runs once a round.  -> name -> median."""
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, measure in contestants.items():
            times[name].append(measure())
            note(f"  {name}: {times[name][-1]:.4f} s")
    return {name: statistics.median(t) for name, t in times.items()}


def row(what, ours, peer_name, peer, unit="s", digits=2):
    print(f"| {what} | {ours:.{digits}f} {unit} | {peer_name} | {peer:.{digits}f} {unit} | {peer / ours:.2f} |",
          flush=True)


def copy_study(folder, count):
    """The golden study under other numbers."""
    with open(os.path.join(STUDY, "test_series_descriptions.csv")) as listed:
        header, *series = list(csv.reader(listed))
    with open(os.path.join(folder, "test_series_descriptions.csv"), "w") as out:
        out.write(",".join(header) + "\n")
        for i in range(count):
            for study, one, kind in series:
                target = os.path.join(folder, "test_images", str(int(study) + 1000 * i), str(int(one) + 10000 * i))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.symlink(os.path.abspath(os.path.join(STUDY, "test_images", study, one)), target)
                out.write(f"{int(study) + 1000 * i},{int(one) + 10000 * i},{kind}\n")


def make_weights(args, backbone, folder):
    with open(os.path.join(args.reference, "make_weights.py")) as source:
        text = source.read().replace("hgnetv2_b0", backbone)
    subprocess.run([sys.executable, "-c", text, folder], check=True, cwd=args.reference)


def largest_difference(one, other):
    def rows(path):
        with open(path) as lines:
            return {r["row_id"]: [float(r[k]) for k in ("normal_mild", "moderate", "severe")]
                    for r in csv.DictReader(lines)}
    a, b = rows(one), rows(other)
    assert a.keys() == b.keys()
    return max(abs(x - y) for k in a for x, y in zip(a[k], b[k]))


def compare_predict(args, work):
    data = os.path.join(work, "data")
    os.mkdir(data)
    copy_study(data, args.studies)
    for backbone in args.backbones.split(","):
        weights = os.path.join(work, backbone)
        make_weights(args, backbone, weights)
        out = {name: os.path.join(work, f"{backbone}_{name}.csv") for name in ("python", "fp32", "bf16")}

        def python():
            return seconds_of([sys.executable, os.path.join(args.reference, "predict.py"), data, weights, out["python"],
                               "--threads", str(THREADS)])

        def lumbar(precision):
            return seconds_of([os.path.join(args.build, "lumbar"), "predict", "--data", data, "--weights", weights,
                               "--output", out[precision], "--precision", precision, "--threads", str(THREADS)])

        kinds = precisions(args.build)
        best = in_turns(args.rounds, {"python": python, **{kind: functools.partial(lumbar, kind) for kind in kinds}})
        for precision in kinds:
            apart = largest_difference(out["python"], out[precision])
            studies = f"{args.studies} {'study' if args.studies == 1 else 'studies'}"
            row(f"predict, {studies}, {backbone}, {precision} (probabilities differ by {apart:.1e})",
                best[precision], "predict.py, PyTorch", best["python"])


def bench_numbers(args, *names):
    """Those measurements of nets_bench: name -> number."""
    program = os.path.join(args.build, "tests/nets_bench")
    text = subprocess.run([program, *names], check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in re.findall(r"^(\S+) (\S+)$", text, re.M)}


def fastest(work, repeats=5):
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def compare_nets(args, work):
    import numpy as np
    import onnxruntime
    import openvino
    import torch
    sys.path.insert(0, args.reference)
    import reference

    torch.set_num_threads(THREADS)
    torch.set_grad_enabled(False)
    net = reference.ThreeHeadNet("hgnetv2_b5").eval().to(memory_format=torch.channels_last)
    graph = torch.compile(net)
    views = 9
    for recipe, frames, size in (("stage2_s2_sp1", 8, 128), ("stage2_s2_sp2", 5, 256), ("stage2_s2_su", 24, 96)):
        x, mask = torch.rand(1, 5, frames, 1, size, size), torch.ones(1, frames, dtype=torch.bool)
        file = os.path.join(work, f"{recipe}.onnx")
        torch.onnx.export(net, (x, mask), file, input_names=["x", "mask"], dynamo=False)
        inputs = {"x": x.numpy(), "mask": mask.numpy()}
        settings = {"INFERENCE_NUM_THREADS": THREADS, "INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
        compiled = openvino.Core().compile_model(file, "CPU", settings)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        expected = net(x, mask).numpy()
        for answer in (compiled(inputs)[0], session.run(None, inputs)[0]):
            assert np.abs(answer - expected).max() < 1e-3 * np.abs(expected).max() + 1e-4
        # A pass a view, as predict.py does: the peers' exported nets have a fixed shape.
        peers = {f"OpenVINO {openvino.__version__.split('-')[0]}": lambda: compiled(inputs),
                 f"ONNX Runtime {onnxruntime.__version__}": lambda: session.run(None, inputs),
                 f"PyTorch {torch.__version__}, channels last": lambda: net(x, mask),
                 "torch.compile": lambda: graph(x, mask)}
        rivals = {"fp32": list(peers)}
        if "bf16" in precisions(args.build):  # elsewhere OpenVINO has no LSTM in bfloat16
            half = openvino.Core().compile_model(file, "CPU", {**settings, "INFERENCE_PRECISION_HINT": "bf16"})
            peers["OpenVINO, bf16"] = lambda: half(inputs)
            rivals["bf16"] = ["OpenVINO, bf16"]
        contestants = {name: lambda run=run: views * fastest(run, 3) for name, run in peers.items()}
        for kind in rivals:
            name = f"{kind}_{recipe}"
            contestants[kind] = lambda name=name: bench_numbers(args, name)[name]
        median = in_turns(args.rounds, contestants)
        for kind, names in rivals.items():
            for name in names:
                row(f"grading net, b5, nine views of five discs, {frames} frames of {size} px, {kind}", median[kind],
                    name, median[name])
    for name, value in bench_numbers(args, *(f"{kind}_{ceiling}" for kind in precisions(args.build)
                                             for ceiling in ("product", "convolution"))).items():
        note(f"{name}: {value}")


def compare_reading(args, work):
    sys.path.insert(0, args.reference)
    import reference
    for syntax in ("raw", "rle"):
        data = os.path.join(work, syntax)
        subprocess.run([os.path.join(args.build, "lumbar"), "synth", "--output", data, "--studies", "1", "--seed", "1",
                        "--syntax", syntax, "--image-size", "512"], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        images = os.path.join(data, "train_images")
        study = os.path.join(images, sorted(os.listdir(images))[0])
        folders = [os.path.join(study, one) for one in sorted(os.listdir(study))]
        timed = subprocess.run([os.path.join(args.build, "tests/lumbar_bench"), *folders], check=True,
                               capture_output=True, text=True)
        ours = sum(float(line) for line in timed.stdout.split())
        theirs = sum(fastest(lambda: reference.read_series(folder), 5) for folder in folders)
        row(f"reading the {len(folders)} series of a study, 512 px, {syntax}", ours * 1e3, "pydicom", theirs * 1e3,
            "ms", 1)


def compare_training(args, work):
    import torch
    sys.path.insert(0, args.reference)
    import reference

    torch.set_num_threads(THREADS)
    torch.set_grad_enabled(True)
    net = reference.ThreeHeadNet("hgnetv2_b5").train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-4, weight_decay=1e-4)
    x, mask = torch.rand(1, 5, 8, 1, 128, 128), torch.ones(1, 8, dtype=torch.bool)
    labels = torch.softmax(torch.randn(25, 3), 1)

    def step():
        optimizer.zero_grad()
        reference.weighted_cross_entropy(net(x, mask).reshape(-1, 3), labels).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()

    best = in_turns(args.rounds, {"python": lambda: fastest(step, 2),
                                  "lumbar": lambda: bench_numbers(args, "training_step")["training_step"]})
    row("training step, b5 with three heads, 8 frames of 128 px, fp32", best["lumbar"], f"PyTorch {torch.__version__}",
        best["python"])


def main():
    parts = {"predict": compare_predict, "nets": compare_nets, "read": compare_reading, "train": compare_training}
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--build", required=True, type=os.path.abspath)
    arguments.add_argument("--reference", required=True, type=os.path.abspath)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--studies", type=int, default=8)
    arguments.add_argument("--backbones", default="hgnetv2_b0,hgnetv2_b5")
    arguments.add_argument("--only", default=",".join(parts))
    args = arguments.parse_args()
    print(heading(args.build), flush=True)
    print("| what | lumbar | peer | peer | peer / lumbar |\n|---|---|---|---|---|")
    for part in args.only.split(","):
        note(part)
        with tempfile.TemporaryDirectory() as work:
            parts[part](args, work)


main()
