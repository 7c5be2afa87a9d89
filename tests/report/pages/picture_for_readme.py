#!/usr/bin/env python3
"""Draws a picture of a report page, for the README.

    picture_for_readme.py PAGE.html docs/report.png [PLACE]

PLACE is what the page shows, as in its address ("finding-3-1"); default: the worst finding that nets graded.
Needs Chromium.
"""
import sys
from pathlib import Path

from browser import Browser, find_chromium

WIDTH, HEIGHT = 1280, 860
WORST = """(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const seen = (data.findings || []).filter((one) => one.votes.length);
  const worst = seen.sort((a, b) => b.grade - a.grade || b.probabilities[b.grade] - a.probabilities[a.grade])[0];
  return worst ? page.findingPlace(worst) : ""; })()"""


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    if not find_chromium():
        sys.exit("there is no Chromium here: apt-get install chromium, or CHROMIUM=/path")
    source, picture = arguments[:2]
    with Browser() as browser:
        browser.resize(WIDTH, HEIGHT)
        browser.open(source)
        place = arguments[2] if len(arguments) == 3 else browser.evaluate(WORST)
        browser.open(source, "#" + place)
        browser.screenshot(picture, most_px=HEIGHT)
        if browser.faults:
            sys.exit("\n".join(browser.faults))
    print(f"{picture}: {Path(picture).stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
