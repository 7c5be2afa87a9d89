"""The made-up inputs of the golden files: numbers that follow from the seed and a name."""
import numpy as np

from arrays import unit_noise


def noise(seed, name, shape):
    return unit_noise(f"{seed}/{name}", shape)


def spine_points(seed, kind):
    """(5, 2, 2) relative points down a slightly curved spine."""
    p = np.zeros((5, 2, 2))
    for level in range(5):
        y = 0.22 + 0.13 * level
        x = 0.50 + 0.03 * np.sin(level)
        gap = 0.14 if kind == "T2" else 0.02
        p[level] = [[x - gap / 2, y - 0.004 * level], [x + gap / 2, y + 0.006 * level]]
    return p + 0.004 * noise(seed, f"points/{kind}", p.shape)


def anatomy(seed, name, h, w, slices):
    """A smooth 16-bit volume with structure at several scales; no anatomy, only something to resample."""
    import cv2
    out = np.zeros((slices, h, w))
    for k, cells in enumerate((5, 11, 23, 47)):
        coarse = noise(seed, f"{name}/{k}", (slices, cells, cells))
        for s in range(slices):
            out[s] += cv2.resize(coarse[s], (w, h), interpolation=cv2.INTER_CUBIC) / (k + 1)
    out -= out.min()
    return (out / out.max() * 1800 + 40).astype(np.uint16)


def write_series(folder, volume, series, description):
    """Explicit little endian MR files; neither names nor instance numbers follow the position."""
    import os

    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian
    os.makedirs(folder, exist_ok=True)
    n = len(volume)
    for i in range(n):
        number = (i * 7) % n + 1 if n % 7 else n - i
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
        meta.MediaStorageSOPInstanceUID = f"1.2.826.0.1.3680043.10.1.{series}.{number}"
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        path = os.path.join(folder, f"{number}.dcm")
        d = FileDataset(path, {}, file_meta=meta, preamble=b"\0" * 128)
        d.SOPClassUID, d.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        d.Modality, d.SeriesDescription, d.InstanceNumber = "MR", description, number
        d.PatientID, d.StudyInstanceUID, d.SeriesInstanceUID = "golden", "1.2.826.0.1.1", f"1.2.826.0.1.{series}"
        d.ImagePositionPatient = [f"{-30 + 4.4 * i:.3f}", "-120.5", "90.25"]
        d.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]
        d.PixelSpacing, d.SliceThickness = [0.6, 0.6], 4
        d.Rows, d.Columns = volume[i].shape
        d.SamplesPerPixel, d.PhotometricInterpretation, d.PixelRepresentation = 1, "MONOCHROME2", 0
        d.BitsAllocated, d.BitsStored, d.HighBit = 16, 12, 11
        d.PixelData = volume[i].tobytes()
        d.is_little_endian, d.is_implicit_VR = True, False
        d.save_as(path, write_like_original=False)


def synthetic(net, prefix):
    """The net, each of its numbers made from its name, for evaluation."""
    import torch

    from arrays import synthetic_parameter
    net.load_state_dict({name: torch.from_numpy(synthetic_parameter(f"{prefix}/{name}", tuple(t.shape)))
                         for name, t in net.state_dict().items()})
    return net.eval()
