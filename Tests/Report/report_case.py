"""A test case that looks at reports of `laggard report` in Chromium."""

import atexit
import csv
import functools
import os
import statistics
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from browser import Browser

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = tempfile.TemporaryDirectory(prefix="laggard-report-")
# What the tests look at: how each is made by make-run, and which one it stands against.
RUNS = {
    "plain": (["--trials", "300"], None),
    "hostile": (["--trials", "66", "--hostile"], None),
    "faster": (["--trials", "200", "--faster", "20", "--run-id", "faster"], None),
    "against": (["--trials", "200"], "faster"),
}


def laggard(*arguments):
    programs = Path(os.environ.get("LAGGARD_BIN") or ROOT / ".build/release")
    subprocess.run([programs / "laggard", *arguments], check=True, stdout=subprocess.DEVNULL)


@functools.cache
def run(name):
    """The folder of a run that was made up."""
    folder = Path(SCRATCH.name) / name
    options = [sys.executable, Path(__file__).parent / "make-run", folder, *RUNS[name][0]]
    subprocess.run(options, check=True, stdout=subprocess.DEVNULL)
    if name == "plain":
        make_special(folder / "trials.csv")
    return folder


def make_special(path):
    """Makes a trial end at the heap's limit, with figures until then, and one crash, with none; one of the scenario
    `control` has many timers."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    chosen = [row for row in rows if row["scenario"] == "slow" and row["load_model"] == "open" and row["strategy"] == "after"]
    next(row for row in rows if row["scenario"] == "control" and row["strategy"] == "after")["pending_timers_peak"] = "5000"
    chosen[0].update(status="heap_limit", status_detail="allocated 4.3 GB, more than 4.29 GB")
    metrics = list(rows[0])[list(rows[0]).index("status_detail") + 1:]
    chosen[-1].update({name: "" for name in metrics}, status="crashed", status_detail="signal 11, SIGSEGV")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@functools.cache
def report(name):
    """The report of a run."""
    path = Path(SCRATCH.name) / f"{name}.html"
    against = RUNS[name][1]
    laggard("report", run(name), *(["--against", run(against)] if against else []), "-o", path)
    return path


@functools.cache
def trials(name):
    """The rows of a run's trials.csv."""
    with open(run(name) / "trials.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@functools.cache
def browser():
    started = Browser()
    atexit.register(started.quit)
    return started


class ReportCase(unittest.TestCase):
    """Whatever a test does: nothing but the file itself is asked for, and nothing is said on the console."""

    maxDiff = None

    def setUp(self):
        self.browser = browser()
        self.browser.reset()

    def tearDown(self):
        self.assertEqual([], self.browser.errors(), "the console")
        asked = [url for url in self.browser.requests() if not url.startswith(("file:", "blob:", "data:", "about:"))]
        self.assertEqual([], asked, "what was asked for besides the file")

    def open(self, name="plain", route="", ready=True):
        self.browser.open(report(name), route, ready)

    def js(self, script, *values):
        return self.browser.run(script, *values)

    def wait(self, script, words, *values):
        return self.browser.wait(script, words, *values)

    def texts(self, selector):
        """The texts of all elements, as they are shown."""
        return self.js("return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText.trim())", selector)

    def click(self, selector):
        self.js("document.querySelector(arguments[0]).click()", selector)

    def draw(self, selector="figure .plot"):
        """Draws the charts, by coming to each; gives how many there are."""
        count = self.js("return document.querySelectorAll(arguments[0]).length", selector)
        for at in range(count):
            self.js("document.querySelectorAll(arguments[0])[arguments[1]].scrollIntoView({block: 'center'})", selector, at)
            self.wait(
                """const chart = document.querySelectorAll(arguments[0])[arguments[1]];
                return chart.dataset.drawn || !/is drawn when/.test(chart.innerText)""",
                f"chart {at} is not drawn", selector, at)
        return count

    def figure(self, title, panel=0):
        """Draws the chart of that title in a setting; gives a script's words for it."""
        found = f"""[...document.querySelectorAll('.setting')[{panel}].querySelectorAll('figure')]
            .find((one) => one.querySelector('h5').textContent === {title!r}).querySelector('.plot')"""
        self.js(f"{found}.scrollIntoView({{block: 'center'}})")
        self.wait(f"return {found}.data?.length > 0", f"{title} is not drawn")
        return found


def median(values):
    return statistics.median(values)
