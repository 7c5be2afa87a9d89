"""Makes up the data of an evaluation's page: the shape is evaluate's, the numbers mean nothing."""
import random

from made_data import CLASSES, CONDITIONS, HOSTILE, LEVELS, PROGRAM

FIGURES = ["weighted_log_loss", "accuracy", "quadratic_kappa", "auc_normal_mild", "auc_moderate", "auc_severe",
           "auc_mean", "sensitivity_severe", "specificity_severe", "ppv_severe", "calibration_error",
           "weighted_calibration_error"]
SCORE = ["total", "spinal", "foraminal", "subarticular", "any_severe_spinal"]


def figure(draw, studies):
    value = draw.uniform(0.3, 0.95)
    width = draw.uniform(0.01, 0.05) if studies > 1 else None
    return {"value": value, "low": value - width if width else None, "high": value + width if width else None,
            "resamples": 1000 if width else 0}


def nothing():
    return {"value": None, "low": None, "high": None, "resamples": 0}


def ranges(draw, rows):
    def one(place):
        if place < 2:
            return {"weight": 0, "probability": None, "share": None, "low": None, "high": None}
        said = place / 10 + 0.05
        share = min(1, max(0, said + draw.uniform(-0.1, 0.1)))
        return {"weight": rows * place / 44, "probability": said, "share": share, "low": max(0, share - 0.06),
                "high": min(1, share + 0.06)}
    return [one(place) for place in range(10)]


def subset(draw, studies, kind, condition="", side="", level=None, cells=1, is_empty=False):
    rows = 0 if is_empty else studies * cells
    confusion = [[0] * 3 for _ in range(3)]
    for _ in range(rows):
        label = draw.choices(range(3), (77, 16, 7))[0]
        confusion[label][draw.choices(range(3), [8 if grade == label else 1 for grade in range(3)])[0]] += 1
    made = {"kind": kind, "condition": condition, "side": side, "level": level, "studies": 0 if is_empty else studies,
            "rows": rows, "unlabelled": studies * cells - rows, "confusion": confusion,
            "figures": {name: nothing() if is_empty else figure(draw, studies) for name in FIGURES}}
    if kind != "finding":
        made["reliability"] = {weighting: {name: ranges(draw, rows) for name in ["most_probable", *CLASSES]}
                               for weighting in ("plain", "weighted")}
    return made


def case(draw, number):
    findings = []
    for place in range(25):
        p = [draw.random() + 0.05 for _ in range(3)]
        p = [one / sum(p) for one in p]
        label = None if place == number % 25 else draw.choices(range(3), (77, 16, 7))[0]
        findings.append({"label": label, "grade": p.index(max(p)), "probabilities": p,
                         "log_loss": None if label is None else draw.uniform(0, 4)})
    plain = "1.2.840.113619.2.55." + str(number) * 30 if number == 1 else str(4003253 + number)
    return {"study": HOSTILE if number == 0 else plain,
            "page": None if number % 3 == 0 else f"graded/patients/{number}.html", "log_loss": 2 - number / 20,
            "rows": 24, "findings": findings}


def evaluation(studies=60, worst=20):
    """`studies` of 1: no intervals; of 0 `worst`: no labels at all."""
    draw = random.Random(studies)
    subsets = [subset(draw, studies, "all", cells=25)]
    for name, side in CONDITIONS:
        subsets.append(subset(draw, studies, "condition", name, side, cells=5))
        if side == "right":
            subsets.append(subset(draw, studies, "condition", name, "both", cells=10))
    subsets += [subset(draw, studies, "level", level=level, cells=5) for level in range(5)]
    subsets += [subset(draw, studies, "finding", name, side, level, is_empty=(level, side) == (0, "left"))
                for level in range(5) for name, side in CONDITIONS]
    return {"title": "Evaluation of submission.csv", "kind": "evaluation", "schema": 1, "program": PROGRAM,
            "labels": "rsna/train.csv", "predictions": "runs/" + "long" * 20 + "/submission.csv", "classes": CLASSES,
            "levels": LEVELS,
            "conditions": [{"name": name, "side": side} for name, side in CONDITIONS],
            "studies": studies, "studies_without_predictions": 3, "rows_without_labels": 50,
            "bootstrap": {"resamples": 1000, "seed": 0, "confidence": 0.95, "unit": "study"},
            "score": {name: figure(draw, studies) for name in SCORE},
            "prior": {name: 0.8 for name in SCORE} if studies > 1 else None, "subsets": subsets,
            "worst": [case(draw, number) for number in range(worst)]}
