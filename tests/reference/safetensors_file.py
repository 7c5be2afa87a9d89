"""Reads and writes safetensors files: 8-byte header length, JSON header, then the tensors' bytes."""
import json
import struct

import numpy as np

NAMES = {"float16": "F16", "float32": "F32", "float64": "F64", "uint8": "U8", "bool": "BOOL", "int64": "I64"}
DTYPES = {name: np.dtype(dtype) for dtype, name in NAMES.items()}


def save(path, arrays, metadata=None):
    """`metadata`: name -> anything; None leaves the header without it."""
    header, at = {}, 0
    if metadata is not None:
        header["__metadata__"] = {k: str(v) for k, v in metadata.items()}
    for key, a in arrays.items():
        header[key] = {"dtype": NAMES[a.dtype.name], "shape": list(a.shape), "data_offsets": [at, at + a.nbytes]}
        at += a.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for a in arrays.values():
            f.write(np.ascontiguousarray(a).tobytes())


def load(path):
    """-> name -> array (mapped, copied on write), and the metadata."""
    raw = np.memmap(path, np.uint8, "c")
    n = struct.unpack("<Q", raw[:8].tobytes())[0]
    header = json.loads(raw[8:8 + n].tobytes())
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for key, entry in header.items():
        first, last = entry["data_offsets"]
        arrays[key] = raw[8 + n + first:8 + n + last].view(DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays, metadata
