#!/usr/bin/env python3
"""Opens pages of made-up data in a headless Chromium: looks, clicks, types and prints.

    report_pages_test.py REPORT_PAGE FOLDER      the program of report_page.cpp; pages and pictures go into FOLDER

Ends with 77 (skipped) where there is no Chromium: apt-get install chromium, or CHROMIUM=/path.
"""
import json
import re
import subprocess
import sys
import time
import unittest
from pathlib import Path

import made_data
from browser import Browser, find_chromium
from page_scripts import BEYOND, CONTRAST, PAINTED

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        FOLDER.mkdir(parents=True, exist_ok=True)
        cls.data = made_data.pages()
        arguments = []
        for name, data in cls.data.items():
            (FOLDER / f"{name}.json").write_text(json.dumps({**data, "title": f"Made-up {name}"}))
            arguments += [FOLDER / f"{name}.json", FOLDER / f"{name}.html"]
        subprocess.run([PROGRAM, *arguments], check=True)
        cls.browser = cls.enterClassContext(Browser())

    def setUp(self):
        self.browser.faults.clear()
        self.browser.requests.clear()
        self.browser.resize(*SIZES["wide"])

    def tearDown(self):
        self.assertEqual(self.browser.faults, [])
        self.assertEqual(self.browser.requests, [])

    def open(self, name, place=""):
        self.browser.open(FOLDER / f"{name}.html", place)

    def ask(self, expression):
        return self.browser.evaluate(expression)

    def texts(self, selector):
        return self.ask(f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.textContent)")

    def wait_until(self, expression):
        self.assertTrue(self.ask(f"""new Promise((done) => {{
          const end = performance.now() + 20000;
          const look = () => ({expression}) ? done(true) : performance.now() > end ? done(false) : setTimeout(look, 20);
          look(); }})"""), expression)

    def assert_fits(self, what):
        self.assertLessEqual(self.ask("document.documentElement.scrollWidth - innerWidth"), 0, what)
        self.assertEqual(self.ask(BEYOND), [], what)

    def test_every_page_fits_both_sizes_in_light_and_dark(self):
        for name in ("patient", "hostile", "blank", "unproved", "many_nets", "cohort", "small_cohort", "training",
                     "ended", "bare"):
            for size, (width, height) in SIZES.items():
                for dark in (False, True):
                    what = f"{name}_{size}_{'dark' if dark else 'light'}"
                    with self.subTest(what):
                        self.browser.resize(width, height, dark)
                        self.open(name, "#finding-3-1" if name in ("patient", "many_nets", "unproved") else "")
                        self.assert_fits(what)
                        brightness = self.ask("+getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0]")
                        self.assertEqual(brightness < 60, dark)
                        self.browser.screenshot(FOLDER / f"{what}.png")

    def test_every_page_fits_the_narrowest_screen(self):
        self.browser.resize(380, 700)
        for name in ("patient", "cohort", "training"):
            self.open(name, "#finding-3-1" if name == "patient" else "")
            self.assert_fits(name)

    def test_text_stands_out_from_what_is_behind_it(self):
        for name, selectors in {"patient": (".cell:not(.prior)", ".soft", ".mark", ".answer", "td", "h2", ".share"),
                                "cohort": (".notice", ".rate", "td", "a", ".soft"),
                                "training": (".soft", "h1", ".label")}.items():
            for dark in (False, True):
                self.browser.resize(1280, 900, dark)
                self.open(name, "#finding-3-1" if name == "patient" else "")
                for selector in selectors:
                    self.assertGreaterEqual(self.ask(f"{CONTRAST}({json.dumps(selector)})"), 4.5,
                                            f"{name} {selector} {dark}")

    def test_prints_on_a4(self):
        for name, most in {"patient": 4, "hostile": 4, "blank": 2, "cohort": 60, "training": 2, "ended": 2}.items():
            self.open(name, "#finding-3-1" if name == "patient" else "")
            self.browser.pdf(FOLDER / f"{name}.pdf")
            boxes = re.findall(rb"/MediaBox \[([^\]]*)\]", (FOLDER / f"{name}.pdf").read_bytes())
            self.assertTrue(1 <= len(boxes) <= most, f"{name}: {len(boxes)} pages")
            for box in boxes:
                self.assertEqual([round(float(one)) for one in box.split()], [0, 0, 595, 842], name)

    def test_every_finding_opens_with_its_pictures(self):
        for size in SIZES.values():
            self.browser.resize(*size)
            self.open("patient")
            self.assertEqual(self.ask("document.querySelectorAll('[role=grid] [role=gridcell]').length"), 25)
            for row in range(5):
                for column in range(5):
                    self.browser.click(f".grid tbody tr:nth-child({row + 1}) td:nth-child({column + 2})")
                    self.browser.settle()
                    self.look_at_the_open_finding()
                    self.assert_fits(f"{row} {column}")

    def look_at_the_open_finding(self):
        self.assertEqual(self.ask("document.querySelectorAll('[aria-selected=true]').length"), 1)
        label = self.ask("document.querySelector('[aria-selected=true]').getAttribute('aria-label')")
        level, finding = label.split(":")[0].split(", ")
        self.assertEqual(self.texts("#finding-title"), [f"{level} · {finding}"])
        self.assertEqual(self.texts(".sagittal .level.chosen"), [level] * len(self.texts(".sagittal")))
        shown = "[...document.querySelectorAll('.sagittal img')].every((one) => one.naturalWidth > 0)"
        self.assertTrue(self.ask(shown))
        self.assertEqual(self.ask("document.querySelectorAll('.sagittal .point').length % 10"), 0)
        self.assertTrue(self.ask("[...document.querySelectorAll('.picture')].every((one) => [...one.querySelectorAll("
                                 "'.edge')].map((mark) => mark.textContent).join('').startsWith('AP'))"))
        if "class prior" in label:
            self.assertEqual(self.texts(".strip"), [])
            self.assertIn("No net graded this finding", self.texts(".finding .notice")[0])
            return
        self.assertEqual(self.texts(".strip .end"), ["R", "L"])
        self.assertEqual(self.texts(".frame .slice"), [str(one) for one in range(4, 13)])
        self.assertEqual(self.ask("document.querySelectorAll('.attention .bar').length"), 9)
        self.assertEqual(self.ask("document.querySelectorAll('.attention .tick').length"), 36)
        self.assertTrue(self.ask(f"[...document.querySelectorAll('.frame canvas, .votes canvas')].every({PAINTED})"))
        self.assertEqual(self.ask("document.querySelectorAll('.votes-table tbody tr').length"), 4)
        self.assertEqual(self.ask("document.querySelectorAll('.votes-table .answer').length"), 36)

    def test_the_grid_obeys_the_keyboard(self):
        self.open("patient")
        active = "document.activeElement.getAttribute('aria-label')"
        self.assertEqual(self.ask("document.querySelectorAll('[role=gridcell][tabindex=\"0\"]').length"), 1)
        for _ in range(10):
            self.browser.press("Tab")
            if self.ask("document.activeElement.role") == "gridcell":
                break
        self.assertTrue(self.ask(active).startswith("L1/L2, right neural foraminal narrowing:") or
                        self.ask(active).startswith("L1/L2, right foraminal narrowing:"))
        self.assertNotEqual(self.ask("getComputedStyle(document.activeElement).outlineStyle"), "none")
        for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"):
            self.browser.press(key)
        self.assertTrue(self.ask(active).startswith("L2/L3, spinal canal stenosis:"))
        self.assertEqual(self.texts("#finding-title"), [])
        self.browser.press("Enter")
        self.assertEqual(self.texts("#finding-title"), ["L2/L3 · spinal canal stenosis"])
        self.assertEqual(self.ask("location.hash"), "#finding-1-0")
        self.browser.press("End")
        self.assertEqual(self.texts("#finding-title"), ["L2/L3 · left foraminal narrowing"])
        self.browser.press("Home")
        self.browser.press("ArrowLeft")
        self.assertEqual(self.texts("#finding-title"), ["L2/L3 · right foraminal narrowing"])
        self.browser.press("Tab")
        self.browser.press("Escape")
        self.assertEqual(self.texts("#finding-title"), [])
        self.assertTrue(self.ask(active).startswith("L2/L3, right foraminal narrowing:"))
        self.browser.press(" ")
        self.assertEqual(self.texts("#finding-title"), ["L2/L3 · right foraminal narrowing"])

    def test_the_grid_can_be_read_without_colour(self):
        self.open("patient")
        words = ["Normal/mild", "Moderate", "Severe"]
        expected = sorted(words[one["grade"]] for one in self.data["patient"]["findings"])
        self.assertEqual(sorted(self.texts(".cell .word")), expected)
        self.browser.resize(*SIZES["narrow"])
        self.assertEqual(self.ask("getComputedStyle(document.querySelector('.cell .letter')).display"), "block")

    def test_a_link_opens_its_finding(self):
        self.open("patient", "#finding-4-2")
        self.assertEqual(self.texts("#finding-title"), ["L5/S1 · right foraminal narrowing"])

    def test_texts_of_strangers_stay_texts(self):
        self.open("hostile")
        self.assertEqual(self.ask("document.title"), "Made-up hostile")
        self.assertEqual(self.ask("document.scripts.length"), 3)
        self.assertEqual(self.ask("document.querySelectorAll('img[onerror]').length"), 0)
        self.assertEqual(self.texts("h1"), ["MADE-UP-0042" + made_data.HOSTILE])
        self.assertIn(made_data.HOSTILE, self.texts(".notice.bad li, .notice.bad p"))

    def test_what_is_not_proved_is_said(self):
        self.open("unproved", "#finding-3-1")
        self.assertIn("Left and right are not proved", self.texts(".notice.bad")[0])
        self.assertEqual(self.texts(".strip .end"), ["?", "?"])
        self.assertEqual(set(self.texts(".edge")), {"?"})
        self.assertEqual([one for one in self.texts(".sides td") if one], ["patient’s right?", "patient’s left?"])
        self.assertTrue(self.ask("(([r, g, b]) => r > g && r > b)(getComputedStyle(document.querySelector("
                                 "'.notice.bad')).color.match(/\\d+/g).map(Number))"))

    def test_a_patient_of_whom_nothing_is_known_has_a_page(self):
        self.open("blank", "#finding-0-0")
        self.assertEqual(self.texts("h1"), ["Without a patient ID"])
        self.assertEqual(len(self.texts(".cell.prior")), 25)

    def test_a_cohort_is_sorted_filtered_and_linked(self):
        self.open("cohort")
        rows = ".studies tbody tr"
        self.wait_until(f"document.querySelectorAll('{rows}').length === 1000")
        self.assertEqual(self.ask(f"document.querySelector('{rows} a').getAttribute('href')"),
                         "patients/MADE-UP-0000.html")
        self.browser.click(".studies th.graded button")
        self.wait_until(f"document.querySelectorAll('{rows}').length === 1000")
        self.assertEqual(self.ask("document.querySelector('.studies th.graded').getAttribute('aria-sort')"),
                         "descending")
        severe = [int(one or -1) for one in self.texts(f"{rows} td:nth-child(4)")]
        self.assertEqual(severe, sorted(severe, reverse=True))
        self.assertEqual(max(severe), max(one["grades"].count(2) for one in self.data["cohort"]["studies"]))
        self.ask("(() => { const one = document.querySelector('input[type=search]'); one.value = '-004'; "
                 "one.dispatchEvent(new Event('input')); })()")
        self.wait_until(f"document.querySelectorAll('{rows}').length === 10")
        self.assertEqual(self.texts("[role=status]")[0].replace("\u202f", ""), "10 of 1000 studies")
        self.open("cohort")
        self.ask("(() => { const one = document.querySelectorAll('select')[1]; one.selectedIndex = 4; "
                 "one.dispatchEvent(new Event('change')); })()")
        failed = [one for one in self.data["cohort"]["studies"] if one["state"] == "failed"]
        self.wait_until(f"document.querySelectorAll('{rows}').length === {len(failed)}")
        self.assertIn(f"{len(failed)} studies failed", self.texts(".notice.bad")[0])
        self.assertIn(failed[0]["reason"], self.texts(f"{rows} td.state")[0])
        self.assertTrue(self.ask(f"[...document.querySelectorAll('.chart canvas')].every({PAINTED})"))

    def test_a_cohort_counts_its_grades(self):
        self.open("cohort")
        graded = [one for one in self.data["cohort"]["studies"] if one["state"] != "failed"]
        severe = sum(one["grades"][4 * 5 + 0] == 2 for one in graded)  # L5/S1, canal
        self.assertEqual(self.ask("document.querySelector('.rates tbody tr:nth-child(5) td:nth-child(4)').title")
                         .split(", ")[-1].replace("\u202f", ""), f"{severe} severe of {len(graded)}")

    def test_a_run_shows_its_lines_the_best_step_and_the_prior(self):
        self.open("ended")
        lines = "(title) => Chart.getChart([...document.querySelectorAll('.panels section')].find((one) => " \
                "one.querySelector('h2').textContent === title).querySelector('canvas')).data.datasets"
        self.assertEqual(self.ask(f"({lines})('Loss').map((one) => one.label)"), ["step", "mean", "mean, class prior"])
        prior = f"({lines})('Validation').filter((one) => one.label === 'score, class prior')[0].data[0].y"
        self.assertEqual(self.ask(prior), 0.93)
        self.assertTrue(self.ask(f"({lines})('Loss')[0].data.some((one) => Number.isNaN(one.y))"))
        lowest = self.ask("Chart.getChart([...document.querySelectorAll('.panels canvas')][2]).scales.y.min")
        self.assertEqual(lowest, 0)
        best = self.data["ended"]["best"]
        self.assertIn(f"at step {best['step']}", self.texts(".value")[0].replace("\u202f", ""))
        self.assertEqual(self.texts(".panels .card p.small"), ["logarithmic"])
        self.assertEqual(self.texts("h1"), [self.data["ended"]["name"]])

    def test_a_running_page_follows_its_file_and_keeps_its_place(self):
        data = {**self.data["training"], "reload_s": 0.5, "title": "live"}

        def write(step):
            (FOLDER / "live.json").write_text(json.dumps({**data, "step": step, "running": step < 1999}))
            subprocess.run([PROGRAM, FOLDER / "live.json", FOLDER / "live.html"], check=True)

        write(1240)
        self.browser.resize(*SIZES["narrow"])
        self.open("live")
        self.browser.click(".lines li:nth-child(2) button")
        self.ask("scrollTo(0, 700)")
        write(1250)
        self.wait_for_text("1\u202f250")
        self.wait_for_text("[700,\"false\"]",
                           "[scrollY, document.querySelector('.lines li:nth-child(2) button').ariaPressed]")
        write(1999)
        self.wait_for_text("ended")

    def wait_for_text(self, text, expression="document.body.textContent"):
        for _ in range(100):
            try:
                if text in json.dumps(self.ask(expression), ensure_ascii=False, separators=(",", ":")):
                    return
            except RuntimeError:
                pass  # in the middle of a reload
            time.sleep(0.1)
        self.fail(f"{text} does not come")

    def test_an_unknown_kind_is_said(self):
        self.open("unknown")
        self.assertIn("no view draws data of the kind \"none\"", self.texts("main")[0])
        self.assertEqual(len(self.browser.faults), 1)
        self.browser.faults.clear()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if not find_chromium():
        print("SKIPPED: there is no Chromium here (apt-get install chromium, or CHROMIUM=/path)")
        sys.exit(77)
    PROGRAM, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
