#!/usr/bin/env python3
"""grades.json of an actual run is what docs/grades.schema.json says, and the schema refuses what is not.

    grades_schema_test.py EXECUTABLE        ends with 77 where python3-jsonschema is missing
"""
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is missing")
    sys.exit(77)

SCHEMA = Path(__file__).resolve().parents[2] / "docs/grades.schema.json"
WEIGHTS = Path(__file__).resolve().parents[2] / "weights/demo"


def run(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, stdout=subprocess.DEVNULL)


def graded(lumbar, folder):
    run(lumbar, "synth", "--output", folder / "data", "--studies", 1, "--seed", 4, "--image-size", 96, "--quiet")
    run(lumbar, "grade", folder / "data", "--weights", WEIGHTS, "--output", folder / "out", "--tta", 2,
        "--device", "cpu", "--no-report", "--quiet")
    return json.loads((folder / "out/grades.json").read_text())


def refuses(validator, grades, change):
    changed = copy.deepcopy(grades)
    change(changed)
    return not validator.is_valid(changed)


def main(lumbar):
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        grades = graded(lumbar, Path(folder))
    for fault in validator.iter_errors(grades):
        print("/".join(str(part) for part in fault.absolute_path), fault.message[:200])
        return 1
    finding = grades["studies"][0]["findings"][0]
    if len(grades["studies"][0]["findings"]) != 25 or finding["source"] != "nets" or not finding["nets"]:
        print("not 25 findings by nets")
        return 1
    changes = [lambda g: g.pop("nets"), lambda g: g["nets"][0].update(sha256="short"),
               lambda g: g["studies"][0]["findings"][0].pop("nets"),
               lambda g: g["studies"][0]["findings"][0].update(probabilities=[0.5, 0.5]),
               lambda g: g["studies"][0]["findings"][0].update(level="l6")]
    for number, change in enumerate(changes):
        if not refuses(validator, grades, change):
            print("the schema takes change", number)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
