#!/usr/bin/python3
"""Opens an evaluation's page in a headless Chromium: evaluation_page_test.py REPORT_PAGE [FOLDER for screenshots].

Needs Debian's package chromium; exits with 77 where it is missing.
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True  # the source tree may be read-only
from browser import Browser, find_chromium  # noqa: E402
from made_evaluation import evaluation  # noqa: E402

SIZES = [(1440, 900, False), (1280, 900, True), (390, 844, False)]
TITLE = "document.getElementById('subset-title').textContent"
# Elements that stick out of the window, but for those in a box of their own that scrolls.
OVERFLOWING = """[...document.querySelectorAll("main *")].filter((one) => !one.closest(".scroll, svg") &&
    one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== "absolute")
    .map((one) => one.tagName + "." + one.className).slice(0, 5)"""


class EvaluationPageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pages, arguments = {}, []
        for name, data in {"many": evaluation(), "one": evaluation(1, worst=1), "none": evaluation(2, worst=0)}.items():
            source, page = (Path(cls.folder.name) / f"{name}.{end}" for end in ("json", "html"))
            source.write_text(json.dumps(data))
            cls.pages[name] = page
            arguments += [source, page]
        subprocess.run([REPORT_PAGE, *arguments], check=True)
        cls.browser = Browser().__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.faults.clear()
        self.browser.requests.clear()
        self.browser.resize(1440, 900)

    def tearDown(self):
        self.assertEqual(self.browser.faults, [])
        self.assertEqual(self.browser.requests, [])

    def open(self, name, place=""):
        self.browser.open(self.pages[name], place)
        return self.browser.evaluate

    def test_draws_at_every_size_without_overflow(self):
        for name in self.pages:
            for width, height, dark in SIZES:
                with self.subTest(name=name, width=width):
                    self.browser.resize(width, height, dark)
                    see = self.open(name)
                    self.assertEqual(see("document.documentElement.scrollWidth"), width)
                    self.assertEqual(see(OVERFLOWING), [])
                    self.assertNotIn("null", see("document.querySelector('main').innerText"))
                    self.assertNotIn("NaN", see("document.querySelector('main').innerText"))
                    if SHOTS:
                        self.browser.screenshot(SHOTS / f"evaluation_{name}_{width}.png")

    def test_every_subset_opens_by_its_address(self):
        for number in range(38):
            see = self.open("many", f"#subset-{number}")
            self.assertEqual(see("document.querySelectorAll('table.confusion, .subset .notice').length"), 1, number)
            self.assertTrue(see(TITLE), number)

    def test_arrow_keys_walk_through_the_grid(self):
        see = self.open("many")
        see("document.querySelector('.evaluation-grid [tabindex=\"0\"]').focus()")
        self.assertEqual(see(TITLE), "All findings")
        for key, title in (("ArrowUp", "All findings, L5/S1"), ("Home", "Right foraminal narrowing, L5/S1"),
                           ("ArrowDown", "Right foraminal narrowing"), ("ArrowRight", "Right subarticular stenosis")):
            self.browser.press(key)
            self.assertEqual(see(TITLE), title)
        self.assertEqual(see("document.querySelectorAll('.evaluation-grid [tabindex=\"0\"]').length"), 1)
        self.assertEqual(see("document.querySelectorAll('.evaluation-grid [aria-selected=true]').length"), 1)

    def test_each_figure_can_be_shown_in_the_grid(self):
        see = self.open("many")
        for figure in see("[...document.querySelectorAll('.choice option')].map((one) => one.value)"):
            see("(() => { const choice = document.querySelector('.choice select'); choice.value = '%s';"
                "choice.dispatchEvent(new Event('change')); })()" % figure)
            self.assertEqual(see("document.querySelectorAll('.evaluation-grid td.shaded').length"),
                             0 if figure == "matrix" else 36)

    def test_reliability_has_a_diagram_for_each_probability_and_weighting(self):
        see = self.open("many", "#subset-1")
        for choice, count in (("Probability of", 4), ("Weights", 2)):
            for number in range(count):
                see(f"(() => {{ const choice = document.querySelector('[aria-label=\"{choice}\"]');"
                    f"choice.selectedIndex = {number};"
                    "choice.dispatchEvent(new Event('change')); })()")
                self.browser.settle()
                points = see("page.chartOf(document.querySelector('.reliability')).data.datasets[0].data.length")
                self.assertGreater(points, 5)

    def test_worst_cases_lead_to_their_pages_and_findings(self):
        see = self.open("many")
        self.assertEqual(see("document.querySelectorAll('table.worst tbody tr').length"), 20)
        second = "document.querySelector('table.worst tbody tr:nth-child(2) %s a').getAttribute('href')"
        self.assertEqual(see(second % ".study"), "graded/patients/1.html")
        self.assertRegex(see(second % ".worst-findings"), r"^graded/patients/1\.html#finding-\d-\d$")
        self.assertEqual(see("document.querySelectorAll('table.worst tbody tr:nth-child(1) a').length"), 0)

    def test_no_text_becomes_markup(self):
        see = self.open("many")
        self.assertNotEqual(see("document.title"), "broken")
        self.assertIn("<script>", see("document.querySelector('table.worst td.study').innerText"))

    def test_prints_to_a4(self):
        self.open("many")
        pages = self.browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        self.assertGreater(len(pages), 10_000)


if __name__ == "__main__":
    if not find_chromium():
        print("SKIPPED: no page was opened:  apt-get install chromium")
        sys.exit(77)
    REPORT_PAGE = sys.argv[1]
    SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    unittest.main(argv=sys.argv[:1], verbosity=2)
