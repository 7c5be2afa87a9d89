"""The steps of the reference that need numpy alone: deterministic numbers, grey levels, frames, boxes, the metric."""
import math
import zlib

import numpy as np

LEVELS = ["l1_l2", "l2_l3", "l3_l4", "l4_l5", "l5_s1"]
CLASSES = ["normal_mild", "moderate", "severe"]
TTA_ANGLES = [0.0, -15.0, 15.0, -10.0, 10.0, -5.0, 5.0, -20.0, 20.0]


# ---------------------------------------------------------------- deterministic numbers


def _splitmix64(x):
    x = (x + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
    z = x
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def unit_noise(name, shape):
    """float64 in [-1, 1): element i is splitmix64(crc32(name) * 2**32 + i), top 53 bits."""
    n = int(np.prod(shape)) if len(shape) else 1
    with np.errstate(over="ignore"):
        seed = np.uint64(zlib.crc32(name.encode())) << np.uint64(32)
        bits = _splitmix64(seed + np.arange(n, dtype=np.uint64))
    return ((bits >> np.uint64(11)).astype(np.float64) / 2.0**52 - 1.0).reshape(shape)


def synthetic_parameter(name, shape):
    """A well-conditioned value for every entry of a state dict, from its name and shape alone."""
    u = unit_noise(name, shape)
    leaf = name.rsplit(".", 1)[-1]
    if leaf == "num_batches_tracked":
        return np.zeros(shape, np.int64)
    if leaf == "running_var":
        v = 1.0 + 0.5 * np.abs(u)
    elif leaf == "running_mean":
        v = 0.1 * u
    elif len(shape) == 4:  # convolution: keeps the variance through a ReLU
        v = u * math.sqrt(6.0 / (shape[1] * shape[2] * shape[3]))
    elif len(shape) == 2:  # linear and LSTM matrices
        v = u * math.sqrt(3.0 / shape[1])
    elif leaf == "weight" or leaf == "scale":  # normalisation and affine scales
        v = 1.0 + 0.1 * u
    else:  # every bias
        v = 0.1 * u
    return v.astype(np.float32)


# ---------------------------------------------------------------- grey levels, frames and boxes


def percentile_norm(x, low, high):
    """float array -> uint8: clip to [low, high], scale to 0..255, truncate."""
    return ((np.clip(x, low, high) - low) / (high - low) * 255).astype(np.uint8)


def percentiles(frames):
    flat = np.concatenate([f.ravel() for f in frames])
    return np.percentile(flat, 1), np.percentile(flat, 99)


def middle_frames(stack, n):
    """-> (..., n) and its mask (n,): the middle n frames, or zero padding on both sides."""
    s = stack.shape[-1]
    if s >= n:
        i = (s - n) // 2
        return stack[..., i:i + n], np.ones(n, bool)
    left = (n - s) // 2
    pad = [(0, 0)] * (stack.ndim - 1) + [(left, n - s - left)]
    mask = np.zeros(n, bool)
    mask[left:left + s] = True
    return np.pad(stack, pad), mask


def crop_fractions(points, kind):
    """points (5, 2, 2): level, [first, second] predicted point, (x, y) relative -> half height, half
    width of the crop, as fractions of the image."""
    if kind == "T2":
        y = np.median(np.diff(points[:, 1, 1])) * 1.30
        x = np.median(points[:, 1, 0] - points[:, 0, 0]) * 0.75
    else:
        y = np.median(np.diff(points[:, 0, 1])) * 1.00
        x = y * 1.25
    return float(y), float(x)


# ---------------------------------------------------------------- the metric


def weighted_log_loss(y_true, y_pred, weight):
    """y_true, y_pred (N, C) or (N,) for the binary case."""
    if y_true.ndim == 1:
        y_true = np.stack([1 - y_true, y_true], 1)
        y_pred = np.stack([1 - y_pred, y_pred], 1)
    p = y_pred / y_pred.sum(1, keepdims=True)
    p = np.clip(p, np.finfo(p.dtype).eps, 1 - np.finfo(p.dtype).eps)
    p = p / p.sum(1, keepdims=True)
    return float(np.average(-(y_true * np.log(p)).sum(1), weights=weight))
