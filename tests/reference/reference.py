"""The Python reference: all that lumbar computes between a DICOM folder and submission.csv, slow and simple on purpose.

docs/pipeline.md describes the steps, README.md the files.
"""
from arrays import CLASSES, LEVELS, middle_frames
from images import disc_crops, read_series, stage1_input, stage2_input
from nets import KeypointNet, OneHeadNet, ThreeHeadNet, weighted_cross_entropy

__all__ = ["CLASSES", "LEVELS", "KeypointNet", "OneHeadNet", "ThreeHeadNet", "disc_crops", "middle_frames",
           "read_series", "stage1_input", "stage2_input", "weighted_cross_entropy"]
