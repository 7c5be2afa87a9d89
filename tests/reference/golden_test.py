#!/usr/bin/python3
"""Makes the golden files of the metric and of evaluate anew and compares them with those of tests/golden.

Needs the Debian package python3-numpy, exits with 77 where it is missing; of evaluate also python3-sklearn.
"""
import importlib.util
import os
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np
except ImportError as missing:
    print(f"SKIPPED: no golden file was made anew ({missing}):  apt-get install python3-numpy")
    sys.exit(77)

sys.dont_write_bytecode = True  # the source tree may be read-only
import make_golden  # noqa: E402
import safetensors_file  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "golden"
GOLDEN = FOLDER / "metric.safetensors"


class GoldenTest(unittest.TestCase):
    def made_anew(self, seed):
        with tempfile.TemporaryDirectory() as folder:
            make_golden.metric(folder, seed)
            arrays, scores = safetensors_file.load(os.path.join(folder, "metric.safetensors"))
            return {name: np.array(array) for name, array in arrays.items()}, scores

    def test_the_metric_made_anew_equals_the_stored_one(self):
        stored, stored_scores = safetensors_file.load(GOLDEN)
        arrays, scores = self.made_anew("0")
        self.assertEqual(arrays.keys(), stored.keys())
        np.testing.assert_array_equal(arrays["labels"], stored["labels"])
        np.testing.assert_allclose(arrays["predictions"], stored["predictions"], rtol=0, atol=1e-15)
        self.assertEqual(scores.keys(), stored_scores.keys())
        for name, score in stored_scores.items():
            self.assertAlmostEqual(float(scores[name]), float(score), delta=1e-12, msg=name)

    def test_another_seed_gives_other_numbers(self):
        stored, _ = safetensors_file.load(GOLDEN)
        self.assertFalse(np.array_equal(self.made_anew("1")[0]["labels"], stored["labels"]))

    @unittest.skipUnless(importlib.util.find_spec("sklearn"), "apt-get install python3-sklearn")
    def test_scikit_learns_figures_made_anew_equal_the_stored_ones(self):
        stored, _ = safetensors_file.load(FOLDER / "evaluation.safetensors")
        with tempfile.TemporaryDirectory() as folder:
            make_golden.evaluation(folder, "0")
            arrays, _ = safetensors_file.load(os.path.join(folder, "evaluation.safetensors"))
            self.assertEqual(arrays.keys(), stored.keys())
            for name, array in stored.items():
                np.testing.assert_allclose(arrays[name], array, rtol=0, atol=1e-12, err_msg=name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
