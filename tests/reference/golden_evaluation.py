"""Figures of a cohort by scikit-learn: what src/score must compute from the same labels and predictions."""
import warnings

import numpy as np

import safetensors_file
from golden_inputs import noise

LEVELS, CONDITIONS, CLASSES, RANGES = 5, 5, 3, 10
SEVERE = 2
WEIGHTS = np.array([1, 2, 4])


def subsets():
    """Columns (level * 5 + condition), in the order of src/score/subset.cpp."""
    conditions = [[0], [1], [2], [1, 2], [3], [4], [3, 4]]  # left, right, both
    return ([list(range(25))]
            + [[5 * level + c for level in range(LEVELS) for c in wanted] for wanted in conditions]
            + [[5 * level + c for c in range(CONDITIONS)] for level in range(LEVELS)]
            + [[column] for column in range(25)])


def reliability(came_true, probability):
    """(weight, mean probability, share that came true) of each of the ten ranges; NaN in empty ones."""
    from sklearn.calibration import calibration_curve
    out = np.full((RANGES, 3), np.nan)
    ranges = np.searchsorted(np.linspace(0, 1, RANGES + 1)[1:-1], probability)
    out[:, 0] = np.bincount(ranges, minlength=RANGES)
    if len(probability):
        share, mean = calibration_curve(came_true.astype(int), probability, n_bins=RANGES)
        out[out[:, 0] > 0, 1], out[out[:, 0] > 0, 2] = mean, share
    return out


def calibration_error(ranges):
    used = ranges[ranges[:, 0] > 0]
    return np.average(np.abs(used[:, 1] - used[:, 2]), weights=used[:, 0]) if len(used) else np.nan


def reliabilities(y, p, grade, times):
    """[most probable, three classes][range][3]; `times`: how often a row counts; scikit-learn has no weights here."""
    y, p, grade = (np.repeat(a, times, axis=0) for a in (y, p, grade))
    return np.stack([reliability(y == grade, p[np.arange(len(p)), grade])]
                    + [reliability(y == c, p[:, c]) for c in range(CLASSES)])


def one_class(measure, truth, *rest):
    """NaN where the measure does not exist: scikit-learn warns and gives 0, or throws."""
    return measure(truth, *rest) if truth.any() else np.nan


def figures(y, p, grade):
    """In the order of Figure (src/score/cohort_figures.h), the confusion matrix, the reliability of both weightings."""
    from sklearn import metrics as M
    curves = np.stack([reliabilities(y, p, grade, np.ones_like(y)), reliabilities(y, p, grade, WEIGHTS[y])])
    if not len(y):
        return np.full(12, np.nan), np.zeros((CLASSES, CLASSES), np.int64), curves
    auc = [M.roc_auc_score(y == c, p[:, c]) if 0 < (y == c).sum() < len(y) else np.nan for c in range(CLASSES)]
    severe, called = y == SEVERE, grade == SEVERE
    values = [M.log_loss(y, p, sample_weight=WEIGHTS[y], labels=range(CLASSES)),
              M.accuracy_score(y, grade),
              M.cohen_kappa_score(y, grade, labels=range(CLASSES), weights="quadratic"),
              *auc, np.mean(auc),
              one_class(M.recall_score, severe, called),
              one_class(M.recall_score, ~severe, ~called),
              M.precision_score(severe, called) if called.any() else np.nan,
              calibration_error(curves[0, 0]), calibration_error(curves[1, 0])]
    return np.array(values), M.confusion_matrix(y, grade, labels=range(CLASSES)), curves


def score(y, raw, p):
    """The competition's: total, spinal, foraminal, subarticular, any severe spinal."""
    from sklearn.metrics import log_loss
    parts = []
    for conditions in ([0], [1, 2], [3, 4]):
        columns = [5 * level + c for level in range(LEVELS) for c in conditions]
        known = y[:, columns] >= 0
        of, at = y[:, columns][known], p[:, columns][known]
        parts.append(log_loss(of, at, sample_weight=WEIGHTS[of], labels=range(CLASSES)) if len(of) else np.nan)
    spinal = y[:, 0::5]
    known = (spinal >= 0).any(1)
    severe = (spinal == SEVERE).any(1)[known].astype(int)
    highest = np.where(spinal >= 0, raw[:, 0::5, SEVERE], 0).max(1)[known].clip(max=1)
    weight = np.where(spinal >= 0, WEIGHTS[spinal], 0).max(1)[known]
    parts.append(log_loss(severe, highest, sample_weight=weight, labels=[0, 1]) if len(severe) else np.nan)
    return np.array([np.mean(parts), *parts])


def cohorts(seed):
    """Labels [study,25], -1 where there is none, and predictions [study,25,3]; the edges that figures have."""
    def labels(name, n, missing):
        y = np.digitize(np.abs(noise(seed, f"{name}/labels", (n, 25))), [0.6, 0.85])
        y[np.abs(noise(seed, f"{name}/missing", y.shape)) < missing] = -1
        return y

    def predictions(name, y):
        p = np.exp(2 * noise(seed, f"{name}/predictions", (*y.shape, CLASSES)) + 1.2 * (y[..., None] == np.arange(3)))
        return p / p.sum(-1, keepdims=True)

    for name, n, missing in (("plain", 40, 0), ("missing", 25, 0.3), ("one_study", 1, 0.1)):
        y = labels(name, n, missing)
        yield name, y, predictions(name, y)
    y = labels("ties", 30, 0.05)  # of one decimal: ties, sums other than 1, probabilities on the ranges' borders
    yield "ties", y, predictions("ties", y).round(1) + [0.1, 0, 0]
    y = labels("absent", 12, 0.05)
    y[:, 0] = -1             # a finding without any label
    y[:, 5:10] = y[:, 5:10].clip(max=1)  # a level without a severe label
    y[:, 20] = 0             # a finding with one class, graded as that class throughout
    p = predictions("absent", y)
    p[:, 20] = [0.8, 0.15, 0.05]
    yield "absent", y, p


def write_golden_evaluation(out, seed):
    arrays = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # kappa of a single class: 0/0
        for name, y, raw in cohorts(seed):
            p, grade = raw / raw.sum(-1, keepdims=True), raw.argmax(-1)
            found = [figures(y[:, c][y[:, c] >= 0], p[:, c][y[:, c] >= 0], grade[:, c][y[:, c] >= 0])
                     for c in subsets()]
            arrays |= {f"{name}.labels": y.astype(np.int64), f"{name}.predictions": raw,
                       f"{name}.score": score(y, raw, p),
                       f"{name}.figures": np.stack([f[0] for f in found]),
                       f"{name}.confusion": np.stack([f[1] for f in found]).astype(np.int64),
                       f"{name}.reliability": np.stack([f[2] for f in found[:13]])}  # not of single findings
    values = noise(seed, "quantiles", (101,))
    shares = np.array([0, 0.025, 0.3, 0.5, 0.975, 1])
    arrays |= {"quantiles.values": values, "quantiles.shares": shares,
               "quantiles.expected": np.quantile(values, shares)}
    safetensors_file.save(f"{out}/evaluation.safetensors", arrays, {})
