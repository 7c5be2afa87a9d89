#!/usr/bin/python3
"""Runs the Kaggle notebook with nbclient on a made-up /kaggle/input.

Usage: notebook_test.py EXECUTABLE [unittest's arguments]

Needs the Debian packages python3-nbclient, python3-ipykernel and python3-nbformat; exits with 77 where they are
missing. EXECUTABLE grades synthetic studies with the demo's nets; a made-up one stands for the failures.
"""
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    importlib.import_module("ipykernel")  # nbclient starts it as a process
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
except ImportError as missing:
    print(f"SKIPPED: the notebook was not run ({missing}):  "
          "apt-get install python3-nbclient python3-ipykernel python3-nbformat")
    sys.exit(77)

TREE = Path(__file__).resolve().parents[2]
NOTEBOOK = TREE / "submission/lumbar-submission.ipynb"
COMPETITION = "rsna-2024-lumbar-spine-degenerative-classification"
NEW_LAYOUT = ("datasets/some-one/lumbar", f"competitions/{COMPETITION}")
OLD_LAYOUT = ("lumbar", COMPETITION)

# Takes the arguments that lumbar takes.  Of FAKE_STUDIES it grades all rows, FAKE_PRIORS rows by class priors.
FAKE = """#!/bin/sh
[ "$1" != --version ] || { echo "lumbar 0.0-fake"; exit; }
echo "$* with LD_LIBRARY_PATH=$LD_LIBRARY_PATH"
if [ "$1" = check ]; then
    [ "$2 $4" = "--weights --device" ] || exit 2
    echo "made-up table of nets"
    exit "${FAKE_CHECK_EXIT:-0}"
fi
[ "$1 $2 $4 $6 $8" = "predict --data --weights --output --device" ] || exit 2
[ -f "$3/test_series_descriptions.csv" ] && [ -d "$5" ] || exit 3
echo "warning: made up" >&2
[ "${FAKE_EXIT:-0}" -eq 0 ] || { echo "unusable weights: made up" >&2; exit "$FAKE_EXIT"; }
rows=0
echo row_id,normal_mild,moderate,severe >"$7"
for study in ${FAKE_STUDIES:-7 8}; do
    for row in $(seq 25); do echo "${study}_row_$row,0.5,0.25,${FAKE_SEVERE:-0.25}"; done >>"$7"
    rows=$((rows + 25))
done
[ -n "$FAKE_SILENT" ] || echo "$rows rows in $7, ${FAKE_PRIORS:-0} of them class priors"
"""


class Kaggle:
    """A made-up machine: an input tree, an output folder, and the notebook with these in its first cell."""

    def __init__(self, layout):
        self.folder = Path(tempfile.mkdtemp())
        self.input = self.folder / "input"
        self.output = self.folder / "working/submission.csv"
        self.run_folder = self.folder / "run"
        self.dataset, self.competition = (self.input / one for one in layout)
        (self.dataset / "weights").mkdir(parents=True)
        self.competition.mkdir(parents=True)
        self.output.parent.mkdir()
        self.settings = {"INPUT": str(self.input), "OUTPUT": str(self.output), "RUN_FOLDER": str(self.run_folder)}
        self.environment = {}

    def put_fake(self):
        (self.dataset / "lumbar").write_text(FAKE)
        (self.dataset / "lumbar").chmod(0o644)  # as Kaggle hands it out
        (self.competition / "test_series_descriptions.csv").write_text(
            "study_id,series_id,series_description\n7,1,Sagittal T1\n7,2,Sagittal T2/STIR\n8,3,Sagittal T1\n")

    def put_real(self, executable):
        shutil.rmtree(self.dataset / "weights")
        shutil.copytree(TREE / "weights/demo", self.dataset / "weights")
        shutil.copyfile(executable, self.dataset / "lumbar")
        self.competition.rmdir()
        subprocess.run([executable, "synth", "--output", self.competition, "--studies", "2", "--seed", "9",
                        "--image-size", "128"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def notebook(self):
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        for name, value in self.settings.items():
            first.source, found = re.subn(rf"^{name} = [^#\n]*", f"{name} = {value!r}  ", first.source, flags=re.M)
            assert found == 1, f"the first cell has no setting {name}"
        return notebook

    def run(self):
        """-> all that the cells printed.  Throws CellExecutionError if one failed."""
        os.environ.update(self.environment)
        notebook = self.notebook()
        try:
            NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
        finally:
            for name in self.environment:
                del os.environ[name]
            self.printed = "".join(output.text for cell in notebook.cells for output in cell.get("outputs", [])
                                   if output.output_type == "stream")
        return self.printed


class NotebookTest(unittest.TestCase):
    def kaggle(self, layout=NEW_LAYOUT):
        kaggle = Kaggle(layout)
        self.addCleanup(shutil.rmtree, kaggle.folder)
        kaggle.put_fake()
        return kaggle

    def assert_fails(self, kaggle, message):
        with self.assertRaisesRegex(CellExecutionError, message):
            kaggle.run()

    def test_it_runs_in_both_layouts_of_the_inputs(self):
        for layout in (NEW_LAYOUT, OLD_LAYOUT):
            kaggle = self.kaggle(layout)
            printed = kaggle.run()
            for line in ("lumbar 0.0-fake", "made-up table of nets", "warning: made up",
                         "row_id,normal_mild,moderate,severe", "7_row_1,0.5,0.25,0.25", "studies a minute",
                         "50 rows, 0 of them class priors (0.0 %)", "each study has its 25 rows"):
                self.assertIn(line, printed)
            self.assertNotIn("WARNING", printed)
            self.assertEqual(os.listdir(kaggle.output.parent), ["submission.csv"])
            self.assertTrue(os.access(kaggle.run_folder / "lumbar", os.X_OK))

    def test_check_runs_before_predict(self):
        printed = self.kaggle().run()
        self.assertLess(printed.index("\ncheck --weights"), printed.index("\npredict --data"))

    def test_it_goes_on_with_a_warning_when_check_fails(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_CHECK_EXIT": "4"}
        self.assertIn("WARNING: lumbar check ended with exit code 4", kaggle.run())
        self.assertTrue(kaggle.output.is_file())

    def test_the_settings_of_the_first_cell_reach_lumbar(self):
        kaggle = self.kaggle()
        elsewhere = kaggle.folder / "other_weights"
        elsewhere.mkdir()
        kaggle.settings |= {"WEIGHTS": str(elsewhere), "FOLDS": "0,2", "VIEWS": 3, "DEVICE": "gpu:1",
                            "TIME_LIMIT": "2h"}
        printed = kaggle.run()
        self.assertIn(f"check --weights {elsewhere} --device gpu:1", printed)
        self.assertIn(f"--weights {elsewhere} --output {kaggle.output} --device gpu:1 --tta 3 --deadline 2h "
                      "--folds 0,2", printed)

    def test_it_leads_the_loader_to_libraries_beside_the_executable(self):
        kaggle = self.kaggle()
        (kaggle.dataset / "lib").mkdir()
        self.assertIn(f"LD_LIBRARY_PATH={kaggle.run_folder}/lib", kaggle.run())
        self.assertTrue((kaggle.run_folder / "lib").is_symlink())
        kaggle.run()  # a second time over what the first has left

    def test_it_names_the_gpus_of_nvidia_smi(self):
        kaggle = self.kaggle()
        tools = kaggle.folder / "bin"
        tools.mkdir()
        (tools / "nvidia-smi").write_text("#!/bin/sh\n" + 2 * 'echo "Tesla T4, 560.35, 15360 MiB"\n')
        (tools / "nvidia-smi").chmod(0o755)
        path = os.environ["PATH"]
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        os.environ["PATH"] = f"{tools}:{path}"
        self.assertIn("GPUs: Tesla T4, 560.35, 15360 MiB; Tesla T4, 560.35, 15360 MiB", kaggle.run())

    def test_it_says_that_there_is_no_gpu(self):
        if shutil.which("nvidia-smi"):
            self.skipTest("this machine has nvidia-smi")
        self.assertIn("no GPU: nvidia-smi is missing", self.kaggle().run())

    def test_it_fails_when_lumbar_fails_and_gives_the_reason(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_EXIT": "4"}
        self.assert_fails(kaggle, "predict ended with exit code 4: unusable weights: made up")

    def test_it_fails_when_too_many_rows_are_class_priors(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_PRIORS": "3"}
        self.assert_fails(kaggle, "6.0 % of the rows are class priors, more than MAX_PRIORS = 5 %")
        kaggle.settings["MAX_PRIORS"] = 0.1
        self.assertIn("50 rows, 3 of them class priors (6.0 %)", kaggle.run())

    def test_it_fails_when_nothing_tells_how_many_rows_are_class_priors(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_SILENT": "1"}
        self.assert_fails(kaggle, "did not print how many rows are class priors")

    def test_it_fails_for_a_study_without_its_rows(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_STUDIES": "7"}
        self.assert_fails(kaggle, r"studies without 25 rows \['8'\]")

    def test_it_fails_for_a_study_that_is_not_listed(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_STUDIES": "7 8 9"}
        self.assert_fails(kaggle, r"not listed \['9'\]")

    def test_it_fails_for_rows_that_do_not_sum_to_1(self):
        kaggle = self.kaggle()
        kaggle.environment = {"FAKE_SEVERE": "nan"}
        self.assert_fails(kaggle, r"do not sum to 1 \['7_row_1'")

    def test_it_fails_without_its_dataset(self):
        kaggle = self.kaggle()
        kaggle.settings["INPUT"] = str(kaggle.output.parent)
        self.assert_fails(kaggle, "no lumbar under .*working")

    def test_the_real_executable_grades_synthetic_studies_with_the_demo_nets(self):
        kaggle = Kaggle(OLD_LAYOUT)
        self.addCleanup(shutil.rmtree, kaggle.folder)
        kaggle.put_real(EXECUTABLE)
        kaggle.settings["VIEWS"] = 1
        printed = kaggle.run()
        self.assertRegex(printed, r"predict: 2 of 2 studies, 100 %, .* in all")
        self.assertIn("50 rows, 0 of them class priors (0.0 %)", printed)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not os.path.isfile(sys.argv[1]):
        sys.exit(__doc__)
    EXECUTABLE = os.path.realpath(sys.argv.pop(1))
    for variable in [name for name in os.environ if name.startswith(("FAKE_", "KAGGLE_"))] + ["LD_LIBRARY_PATH"]:
        os.environ.pop(variable, None)
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # no settings of whoever runs the test
        os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # ipykernel's debugger warns otherwise
        unittest.main(verbosity=2)
