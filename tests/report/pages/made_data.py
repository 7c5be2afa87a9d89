"""Makes up the data of report pages: a patient, a cohort, a training run; the same for the same seed."""
import base64
import functools
import math
import random
import struct
import zlib

LEVELS = ["L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1"]
CLASSES = ["normal_mild", "moderate", "severe"]
CONDITIONS = [("spinal_canal_stenosis", ""), ("neural_foraminal_narrowing", "left"),
              ("neural_foraminal_narrowing", "right"), ("subarticular_stenosis", "left"),
              ("subarticular_stenosis", "right")]
PROGRAM = "lumbar 0.4.0 (commit 0123abc)"
# What a stranger's header may hold.
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"


def png(width, height, grey):
    """-> a PNG in base64 of grey(x, y) in 0..255."""
    rows = b"".join(b"\0" + bytes(max(0, min(255, int(grey(x, y)))) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) +
                            chunk(b"IEND", b"")).decode()


def disc_y(level):
    return 0.2 + 0.145 * level


def spine_x(y):
    return 0.46 + 0.09 * math.sin(math.pi * (y - 0.1) / 0.9)


def spine(x, y, side=0.0):
    """A made-up sagittal slice: bodies, discs, canal; `side` from -1 (right) to 1."""
    body = abs(x - spine_x(y)) < 0.1 * (1 - 0.3 * abs(side))
    disc = any(abs(y - disc_y(level)) < 0.018 for level in range(5))
    canal = 0.11 < x - spine_x(y) < 0.17
    value = 60 + 30 * math.sin(40 * x) * math.sin(31 * y)
    if body:
        value = 70 if disc else 150 + 12 * math.sin(60 * y)
    if canal:
        value = 215 * (1 - abs(side)) + 60 * abs(side)
    if x < 0.12 or x > 0.9:
        value = 15
    return value


def probabilities(rng, sharpness=3.0):
    weights = [math.exp(sharpness * rng.gauss(0, 1) + bonus) for bonus in (2.5, 0.0, -0.5)]
    return [weight / sum(weights) for weight in weights]


def around(rng, mean, spread):
    weights = [max(1e-4, p + rng.gauss(0, spread)) for p in mean]
    return [weight / sum(weights) for weight in weights]


def conditions():
    return [{"name": name, "side": side} for name, side in CONDITIONS]


@functools.cache
def slice_picture(size):
    return png(size, size, lambda x, y: spine(x / size, y / size))


def sagittal(uid, kind):
    size = 320
    points = [[spine_x(disc_y(level)) + dx, disc_y(level)] for level in range(5) for dx in (-0.095, 0.11)]
    boxes = [[spine_x(disc_y(level)) - 0.17, disc_y(level) - 0.085, spine_x(disc_y(level)) + 0.2, disc_y(level) + 0.085]
             for level in range(5)]
    return {"series_uid": uid, "kind": kind, "slice": 8, "slices": 17,
            "png": slice_picture(size), "width": size, "height": size,
            "points": points, "boxes": boxes, "edges": {"left": "A", "right": "P", "top": "H", "bottom": "F"}}


@functools.cache
def sheet_picture(level, count, edge):
    def grey(x, y):
        frame, x = divmod(x, edge)
        side = 2 * frame / (count - 1) - 1
        cx, cy = spine_x(disc_y(level)), disc_y(level)
        return spine(cx - 0.17 + 0.37 * x / edge, cy - 0.085 + 0.17 * y / edge, side)

    return png(edge * count, edge, grey)


def crop(uid, kind, level, frames, edge=96):
    return {"series_uid": uid, "kind": kind, "level": level, "frames": frames,
            "sheet": sheet_picture(level, len(frames), edge), "frame_width": edge, "frame_height": edge,
            "edges": {"left": "A", "right": "P", "top": "H", "bottom": "F"}, "first_is": "right"}


def attention(rng, count, middle):
    weights = [math.exp(-((i - middle) / 1.6) ** 2) + 0.05 * rng.random() for i in range(count)]
    return [weight / sum(weights) for weight in weights]


def patient(seed=1, hostile=False, warnings=(), nets_each=4):
    rng = random.Random(seed)
    t1, t2 = "1.2.840.113619.2.404.3.2831.777.1700000000.101", "1.2.840.113619.2.404.3.2831.777.1700000000.102"
    views = [0, -30, -20, -10, -5, 5, 10, 20, 30]
    frames = list(range(4, 13))
    crops = [crop(uid, kind, level, frames) for uid, kind in ((t1, "sagittal_t1"), (t2, "sagittal_t2"))
             for level in range(5)]
    recipes = {"spinal_canal_stenosis": ("stage2_s2_sp1", 1), "neural_foraminal_narrowing": ("stage2_s1_fo", 0),
               "subarticular_stenosis": ("stage2_s2_su", 1)}
    findings = []
    for level in range(5):
        for index, (name, side) in enumerate(CONDITIONS):
            mean = probabilities(rng)
            recipe, series = recipes[name]
            middle = {"": 4, "left": 7, "right": 1}[side]
            votes = [{"net": f"cfg_{recipe}_fold{fold}_seed123", "recipe": recipe, "crop": 5 * series + level,
                      "views": [around(rng, mean, 0.07) for _ in views],
                      "attention": attention(rng, len(frames), middle)}
                     for fold in range(nets_each)]
            answers = [answer for vote in votes for answer in vote["views"]]
            mean = [sum(answer[c] for answer in answers) / len(answers) for c in range(3)]
            grade = mean.index(max(mean))
            prior = (level, index) in ((0, 3), (0, 4))
            findings.append({
                "level": level, "condition": index, "probabilities": mean, "grade": grade,
                "source": "prior" if prior else "nets",
                "deviation": None if prior else [
                    math.sqrt(sum((answer[c] - mean[c]) ** 2 for answer in answers) / len(answers)) for c in range(3)],
                "agreement": None if prior else sum(a.index(max(a)) == grade for a in answers) / len(answers),
                "answers": 0 if prior else len(answers), "calibrated": False, "votes": [] if prior else votes})
    evil = HOSTILE if hostile else ""
    series = [(t1, "SAG T1 FSE" + evil, "sagittal", 17, "sagittal_t1", ""),
              (t2, "SAG T2 FSE", "sagittal", 17, "sagittal_t2", ""),
              (t1[:-1] + "3", "AX T2 FSE", "axial", 36, None, "not sagittal within 20 degrees"),
              (t1[:-1] + "4", "3-plane localizer", "unknown", 9, None, "a localizer")]
    return {"kind": "patient", "schema": 1, "program": PROGRAM, "patient_id": "MADE-UP-0042" + evil,
            "study_uid": "1.2.840.113619.2.404.3.2831.777.1700000000.100",
            "warnings": list(warnings) + ([evil] if evil else []),
            "sides_proved": not warnings, "levels": LEVELS, "classes": CLASSES, "conditions": conditions(),
            "views_deg": views,
            "series": [dict(zip(("uid", "description", "plane", "images", "taken_as", "reason"), one))
                       for one in series],
            "nets": [{"name": f"cfg_{recipe}_fold{fold}_seed123", "recipe": recipe,
                      "sha256": "".join(rng.choice("0123456789abcdef") for _ in range(64))}
                     for recipe in ("stage1_s1", "stage1_s2", "stage2_s1_fo", "stage2_s2_sp1", "stage2_s2_su")
                     for fold in range(nets_each)],
            "findings": findings, "sagittal": [sagittal(t1, "sagittal_t1"), sagittal(t2, "sagittal_t2")],
            "crops": crops}


def cohort(count=1000, seed=2):
    rng = random.Random(seed)
    studies = []
    for number in range(count):
        name = f"MADE-UP-{number:04d}"
        study = {"patient_id": name, "study_uid": f"1.2.826.0.1.3680043.8.498.{10 ** 12 + number}",
                 "page": f"patients/{name}.html",
                 "state": "graded", "reason": "", "warnings": 0, "grades": [], "probabilities": [], "certainty": []}
        draw = rng.random()
        if draw < 0.01:
            study.update(state="failed", page=None, reason="no sagittal series: 3 axial, 1 localizer")
        else:
            study["probabilities"] = [probabilities(rng, 1.8) for _ in range(25)]
            study["grades"] = [p.index(max(p)) for p in study["probabilities"]]
            study["certainty"] = [max(p) for p in study["probabilities"]]
            if draw < 0.04:
                study.update(state="partly", reason="no sagittal T1 series", warnings=1)
            elif draw < 0.05:
                study.update(state="prior", reason="no net could grade a finding", warnings=2)
        studies.append(study)
    return {"kind": "cohort", "schema": 1, "program": PROGRAM, "levels": LEVELS, "classes": CLASSES,
            "conditions": conditions(), "studies": studies}


def training(running=True, seed=3, steps=2000):
    rng = random.Random(seed)
    done = int(steps * 0.62) if running else steps
    every = steps // 20
    names = ("loss/step", "gradient/norm", "gradient/clipped", "rate/lr", "loss/mean", "validation/score",
             "validation/spinal", "validation/foraminal", "validation/subarticular", "validation/any_severe_spinal")
    points = {name: [] for name in names}
    for step in range(1, done + 1):
        fall = 0.45 + 0.9 * math.exp(-step / 350)
        norm = 3 * fall + abs(rng.gauss(0, 0.4)) + (120 if step == 300 else 0)
        if step % 5 == 0:
            points["loss/step"].append(None if step == 400 else [step, fall + rng.gauss(0, 0.12)])
            points["gradient/norm"].append([step, norm])
            points["gradient/clipped"].append([step, min(norm, 3)])
            points["rate/lr"].append([step, 3e-4 * min(1, step / 100) * 0.5 * (1 + math.cos(math.pi * step / steps))])
        if step % every == 0:
            points["loss/mean"].append([step, fall])
            overfit = 0.2 * max(0, step / steps - 0.5)
            for index, name in enumerate(names[5:]):
                points[name].append([step, 0.08 * index + fall * 0.9 + overfit + rng.gauss(0, 0.01)])
    score = points["validation/score"]
    best = min(score, key=lambda point: point[1])
    return {"kind": "training", "schema": 1, "program": PROGRAM, "name": "cfg_stage2_s2_sp1_fold0_seed123",
            "recipe": "stage2_s2_sp1", "fold": 0, "seed": 123, "running": running, "written": "2026-11-27T08:00:00Z",
            "reload_s": 15,
            "step": done, "steps": steps, "epoch": done / 100, "epochs": steps / 100, "skipped_steps": 1,
            "best": {"step": best[0], "metric": "score", "value": best[1]},
            "prior": {"validation/score": 0.93, "validation/spinal": 0.88, "loss/mean": 0.97},
            "series": [{"name": name, "points": values, "last": values[-1][1]} for name, values in points.items()]}


def pages():
    """-> {name: data} of all that the tests open."""
    blank = patient(seed=5)
    blank.update(sagittal=[], crops=[], nets=[], series=[], sides_proved=False, warnings=[], patient_id="",
                 study_uid="")
    for finding in blank["findings"]:
        finding.update(votes=[], source="prior", deviation=None, agreement=None, answers=0)
    unproved = patient(seed=6,
                       warnings=["Series 103 cannot be read: its header promises 262144 bytes, 8192 are there."])
    for picture in unproved["sagittal"] + unproved["crops"]:
        picture["edges"] = dict.fromkeys(("left", "right", "top", "bottom"), "")
        picture["first_is"] = ""
    bare = training()
    bare.update(series=[], best={"step": 0, "metric": "", "value": None}, prior={}, running=False, step=0)
    return {"patient": patient(), "hostile": patient(hostile=True), "blank": blank, "unproved": unproved,
            "many_nets": patient(seed=4, nets_each=12), "cohort": cohort(),
            "small_cohort": cohort(count=0), "training": training(), "ended": training(running=False),
            "bare": bare, "unknown": {"kind": "none"}}
