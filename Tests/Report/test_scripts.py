"""The page's scripts by themselves: they can be read, and what is pure gives what it should."""

import shutil
import subprocess
import unittest

from report_case import ROOT, ReportCase, browser

ASSETS = ROOT / "Sources/Report/Assets"


class SourceTests(unittest.TestCase):
    def test_everyScript_CanBeRead_WhenNodeIsThere(self):
        node = shutil.which("node")
        if not node:
            self.skipTest("no node here; Chromium reads them all the same")
        for path in sorted(ASSETS.glob("*.js")):
            subprocess.run([node, "--check", path], check=True)

    def test_everyScript_IsEmbedded_WhenItIsInTheFolder(self):
        listed = (ROOT / "Package.swift").read_text(encoding="utf-8")
        order = (ROOT / "Sources/Report/Page/PageAssets.swift").read_text(encoding="utf-8")
        for path in ASSETS.glob("*.js"):
            self.assertIn(f'"{path.name}"', listed)
            self.assertIn(f"PackageResources.{path.stem.replace('-', '_')}_js", order)

    def test_noScript_MakesMarkupOrCodeFromText(self):
        for path in ASSETS.glob("*.js"):
            source = path.read_text(encoding="utf-8")
            for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "</script", "<!--"]:
                self.assertNotIn(word, source, path.name)


class PureFunctionTests(ReportCase):
    def setUp(self):
        self.browser = browser()
        if not self.js("return typeof figure === 'function'"):
            self.browser.reset()
            self.open()

    def gives(self, pairs):
        for call, expected in pairs.items():
            self.assertEqual(expected, self.js(f"return {call}"), call)

    def test_figure_HasThreeDigitsAndAUnit(self):
        self.gives({
            "figure(1284916142, 'ns')": "1.28 s", "figure(999.7, 'ns')": "1.00 us", "figure(0, 'ns')": "0 ns",
            "figure(147000, 'ns')": "147 us", "figure(46400, 'bytes')": "46.4 KB", "figure(-1020000, 'bytes')": "-1.02 MB",
            "figure(93100, 'per_s')": "93.1 k/s", "figure(1065334, 'count')": "1,065,334", "figure(180000, 'ms')": "3 min",
            "figure(5, 'ms')": "5 ms", "figure(0.0123, 'ratio')": "0.012", "figure(0.00004, 'ratio')": "0.00004",
            "figure(null, 'ns')": "–", "figure(true, 'flag')": "yes", "figure('a\\u202eb', 'text')": "a\ufffdb",
        })  # fmt: skip

    def test_percent_SaysAllAndNothingOfNothingLess(self):
        self.gives({
            "percent(0)": "0%", "percent(0.04)": "<0.1%", "percent(50)": "50.0%", "percent(99.97)": ">99.9%",
            "percent(100)": "100%"})  # fmt: skip

    def test_spread_LeavesOutWhatIsAbsent(self):
        self.gives({
            "spread([3, null, 1, 2])": {"median": 2, "least": 1, "largest": 3, "count": 3},
            "spread([null])": None, "median([1, 10])": 5.5,
            "quotients([0, 0.5, 1], [0, 10, null])": [None, 20, None],
        })  # fmt: skip

    def test_ratio_IsUnknown_WhenItMeansNothing(self):
        self.gives({
            "ratioOf(spread([-1, 2]), spread([1]))": None, "ratioOf(null, spread([1]))": None,
            "ratioOf(spread([2, 4]), spread([1, 2]))": {"median": 2, "least": 1, "largest": 4, "count": 2},
            "changeInWords(2)": "2.00x", "changeInWords(1.25)": "+25.0%", "changeInWords(1)": "the same"})  # fmt: skip

    def test_ticks_CoverTheAxis(self):
        self.gives({
            "logTicks(1, 1000)": [1, 10, 100, 1000], "logTicks(10, 60)": [10, 20, 50],
            "linearTicks(0, 1)": [0, 0.5, 1],
            "Scale.signed([-1e6, 1e7], 'bytes', 1e5).ticks": [-1e6, -1e5, 0, 1e5, 1e6, 1e7]})  # fmt: skip

    def test_signedScale_IsSymmetricAndGrows(self):
        places = self.js(
            """const scale = Scale.signed([-1e7, 1e7], 'bytes', 1e5);
            return [-1e7, -1e5, -10, 0, 10, 1e5, 1e7].map(scale.project)""")
        self.assertEqual(sorted(places), places)
        self.assertEqual([-place for place in reversed(places)], places)

    def test_csvField_IsQuoted_WhenItMustBe(self):
        self.gives({
            "csvField('a,b')": '"a,b"', "csvField('a\"b')": '"a""b"', "csvField('a\\nb')": '"a\nb"', "csvField(null)": "",
            "csvField(0.05)": "0.05", "csvField(false)": "false"})  # fmt: skip

    def test_packed_IsWhatItWas(self):
        self.gives({
            "summed([5, -2, null, 4])": [5, 3, None, 7],
            "curveFrom({end: 0.25, ns: [10, 20, 30, 40]}, 0.1)": [[0, 10], [0.1, 20], [0.2, 30], [0.25, 40]],
            "curveFrom(undefined, 0.1)": [], "Math.round(percentileOf(2) * 1e9) / 1e9": 99})  # fmt: skip
