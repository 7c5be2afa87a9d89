"""The steps of the reference on images (OpenCV, Pillow, pydicom): from a series to the inputs of both stages."""
import math
import os

import cv2
import numpy as np
from PIL import Image

from arrays import TTA_ANGLES, crop_fractions, middle_frames, percentile_norm, percentiles


# ---------------------------------------------------------------- resampling


def pil_lanczos(image, width, height):
    """float32 (H, W) -> float32 (height, width), Pillow's antialiased Lanczos-3 in mode F."""
    return np.asarray(Image.fromarray(image).resize((width, height), Image.LANCZOS))


def _channels(fn, image):
    """Applies a 2-D OpenCV call channel by channel, so that any channel count works."""
    if image.ndim == 2:
        return fn(image)
    return np.stack([fn(np.ascontiguousarray(image[..., i])) for i in range(image.shape[2])], -1)


def rotate(image, angle, interpolation):
    """Counter-clockwise by `angle` degrees about (w/2 - 0.5, h/2 - 0.5), same size, mirrored border."""
    h, w = image.shape[:2]
    m = cv2.getRotationMatrix2D((w / 2 - 0.5, h / 2 - 0.5), angle, 1.0)
    return _channels(lambda p: cv2.warpAffine(p, m, (w, h), flags=interpolation,
                                              borderMode=cv2.BORDER_REFLECT_101), image)


def rotate_point(x, y, angle, w, h):
    m = cv2.getRotationMatrix2D(((w - 1) * 0.5, (h - 1) * 0.5), angle, 1.0)
    return float(m[0] @ [x, y, 1.0]), float(m[1] @ [x, y, 1.0])


def resize(image, width, height, interpolation):
    return _channels(lambda p: cv2.resize(p, (width, height), interpolation=interpolation), image)


def letterbox(image, size):
    """Longest side to `size` with Lanczos-4, then centred zero padding to (size, size)."""
    h, w = image.shape[:2]
    scale = size / max(h, w)
    if scale != 1.0:
        nh, nw = (round(d * scale) for d in (h, w))  # half to even
        image = resize(image, nw, nh, cv2.INTER_LANCZOS4)
        h, w = nh, nw
    top, left = (size - h) // 2, (size - w) // 2
    pad = [(top, size - h - top), (left, size - w - left)] + [(0, 0)] * (image.ndim - 2)
    return np.pad(image, pad)


# ---------------------------------------------------------------- series, stage 1, crops, stage 2


def read_series(folder):
    """-> list of float32 (H, W), ordered from the patient's left to right (falling x position)."""
    import pydicom
    files = [pydicom.dcmread(os.path.join(folder, f)) for f in sorted(os.listdir(folder)) if f.endswith(".dcm")]
    x = np.array([float(d.ImagePositionPatient[0]) for d in files])
    return [files[i].pixel_array.astype(np.float32) for i in np.argsort(-x, kind="stable")]


def stage1_input(frames, size=256):
    """-> uint8 (size, size, S): every frame squeezed to a square."""
    low, high = percentiles(frames)
    return percentile_norm(np.stack([pil_lanczos(f, size, size) for f in frames], -1), low, high)


def disc_crops(frames, points, kind, size=256):
    """-> uint8 (size, size, 5, S)."""
    low, high = percentiles(frames)
    image = np.stack(frames, -1)
    h, w = image.shape[:2]
    fy, fx = crop_fractions(points, kind)
    crops = []
    for level in range(5):
        a, b = sorted((points[level] * [w, h]).tolist())  # by x
        img = image
        if kind == "T2":
            angle = -math.degrees(math.atan2(-(b[1] - a[1]), b[0] - a[0]))
            img = rotate(image, angle, cv2.INTER_LANCZOS4)
            b = rotate_point(*b, angle, w, h)
            x, y = float(int(b[0])), int(b[1])
            x -= (w * fx) * 0.5
        else:
            x, y = int((a[0] + b[0]) / 2), int((a[1] + b[1]) / 2)
        left, right = max(0, int(x - w * fx)), min(w, int(x + w * fx))
        top, bottom = max(0, int(y - h * fy)), min(h, int(y + h * fy))
        crops.append(percentile_norm(letterbox(img[top:bottom, left:right], size), low, high))
    return np.stack(crops, 2)


def stage2_input(crops, frames, size, tta):
    """crops uint8 (256, 256, 5, S) -> float32 (5, frames, 1, size, size) in 0..1, and the mask."""
    stack, mask = middle_frames(crops, frames)
    h, w, levels, s = stack.shape
    img = rotate(stack.reshape(h, w, levels * s), TTA_ANGLES[tta], cv2.INTER_LINEAR)
    img = resize(img, size, size, cv2.INTER_CUBIC)
    return (img.transpose(2, 0, 1).reshape(levels, s, 1, size, size) / 255.0).astype(np.float32), mask
