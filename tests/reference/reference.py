"""The Python reference: all that lumbar computes between a DICOM folder and submission.csv, slow and simple on purpose.

docs/pipeline.md describes the steps, README.md the files.
"""
from arrays import *  # noqa: F401,F403
from images import *  # noqa: F401,F403
from nets import *  # noqa: F401,F403
