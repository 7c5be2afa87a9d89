#!/usr/bin/env python3
"""Compares the nets that lumbar exports, as ONNX Runtime computes them, with lumbar's own answers.

Usage: compare_with_onnxruntime.py LUMBAR ONNX_SAMPLE WEIGHTS... [--exact]

LUMBAR and ONNX_SAMPLE are executables of the build; WEIGHTS are folders of nets.  Each net is exported with
`lumbar convert`, and both are given the same random input (tests/onnx/sample): all series in one batch, then each
alone. Exits with 1 if a number differs by more than 1e-4, and with 77 if onnxruntime is missing.

A deep untrained net amplifies the rounding of float32 beyond that.  --exact therefore compares both with the net in
float64, and allows ONNX Runtime the error that lumbar has.  (The static edition's LibTorch cannot compute that.)

Debian does not package onnxruntime, so it needs a virtual environment:

    python3 -m venv VENV && VENV/bin/pip install onnxruntime
    PATH=VENV/bin:$PATH ctest --test-dir build -R onnxruntime
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import numpy as np
    import onnxruntime
except ImportError as missing:
    print(f"SKIPPED: no exported net was compared with ONNX Runtime ({missing}):  pip install onnxruntime")
    sys.exit(77)

BOUND = 1e-4
TYPES = {"F32": np.float32, "F64": np.float64, "BOOL": np.bool_}


def read_safetensors(path):
    """-> {name: array}"""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    arrays = {}
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            values = np.frombuffer(data[start + first:start + last], TYPES[entry["dtype"]])
            arrays[name] = values.reshape(entry["shape"])
    return arrays


def largest_difference(found, expected):
    """Infinite if the shapes differ or a number is not finite."""
    if found.shape != expected.shape or not np.isfinite(found).all():
        return float("inf")
    return float(np.abs(found - expected).max())


def compare(lumbar, onnx_sample, weights, folder, exact):
    """-> the differences by name, the largest number of the answer, whether they are too large"""
    model, sample = folder / "net.onnx", folder / "sample.safetensors"
    subprocess.run([lumbar, "convert", weights, model], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([onnx_sample, weights, sample, *(["exact"] if exact else [])], check=True)
    given = read_safetensors(sample)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def ask(series):
        inputs = {name: given[name][series] for name in ("frames", "mask")}
        return session.run(None, inputs)[0]

    answer = given["answer"]
    together = ask(slice(0, len(answer)))
    alone = np.concatenate([ask(slice(i, i + 1)) for i in range(len(answer))])
    differences = {"batch": largest_difference(together, answer), "alone": largest_difference(alone, answer)}
    wrong = max(differences.values()) > BOUND
    if exact:
        differences["exact"] = largest_difference(together, given["exact"])
        differences["lumbar-exact"] = largest_difference(answer, given["exact"])
        wrong = differences["exact"] > max(BOUND, differences["lumbar-exact"])
    return differences, float(np.abs(answer).max()), wrong


def main(lumbar, onnx_sample, *arguments):
    exact = "--exact" in arguments
    folders = [argument for argument in arguments if argument != "--exact"]
    nets = sorted(path for folder in folders for path in Path(folder).glob("*.safetensors"))
    assert nets, f"no nets in {folders}"
    print(f"largest differences, onnxruntime {onnxruntime.__version__}")
    failed = False
    for weights in nets:
        with tempfile.TemporaryDirectory() as folder:
            differences, largest, wrong = compare(lumbar, onnx_sample, weights, Path(folder), exact)
        failed = failed or wrong
        text = "  ".join(f"{name} {difference:.2g}" for name, difference in differences.items())
        print(f"{weights.stem:34} {text}  (of {largest:.3g}){'  TOO MUCH' if wrong else ''}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
