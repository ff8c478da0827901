"""Tests of scripts/plot. From the root: $(scripts/venv) -m unittest discover -s Tests/Python"""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom
from pathlib import Path
from unittest import mock

import matplotlib.image
import numpy

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "scripts"), str(Path(__file__).resolve().parent)]

from made_run import ROOT, STRATEGIES, MadeRun, columns, every_strategy  # noqa: E402
from plots import __main__ as command  # noqa: E402
from plots import deliveries, reading, scaling, settings, style, units  # noqa: E402
from plots.run import Run  # noqa: E402

FIGURES = ["deliveries", "heap", "heap-growth", "latency", "percentiles", "throughput", "tradeoff"]


class PlotTestCase(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def plot(self, *arguments):
        """The exit code of the command, what it printed, and what it complained of."""
        out, err = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["plot", *map(str, arguments)]):
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    code = command.main()
                except SystemExit as error:
                    code = error.code
        return code, out.getvalue(), err.getvalue()

    def drawn(self, *arguments):
        """The SVG files that a good run gives, by name without ending."""
        code, out, err = self.plot(*arguments)
        self.assertEqual(code, 0, err)
        paths = [Path(line) for line in out.splitlines()]
        for path in paths:
            self.assertGreater(path.stat().st_size, 1000, path)
        return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.suffix == ".svg"}


def texts(svg):
    """The texts of an SVG, which must be well-formed."""
    found = xml.dom.minidom.parseString(svg.encode()).getElementsByTagName("text")
    return ["".join(node.data for node in text.childNodes if node.nodeType == node.TEXT_NODE) for text in found]


class PictureTests(PlotTestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.made = every_strategy().write(Path(scratch.name) / "run")
        self = cls()
        self.svgs = self.drawn(cls.made)
        cls.svgs = self.svgs

    def test_pictures_AreAllThere_InBothFormats(self):
        names = {path.name for path in (self.made / "plots").iterdir()}
        self.assertEqual(names, {f"{name}-slow.{ending}" for name in FIGURES for ending in ["png", "svg"]})

    def test_pictures_NameEveryStrategy_AndWhereTheyWereMeasured(self):
        for name, svg in self.svgs.items():
            found = texts(svg)
            for strategy in STRATEGIES:
                self.assertTrue(
                    any(text in (strategy, f"{strategy} (no figure)") for text in found), f"{strategy} in {name}")
            corner = [text for text in found if "0123456789ab" in text]
            self.assertEqual(len(corner), 1, name)
            self.assertIn("A <quick> CPU & more", corner[0])
            self.assertNotRegex(svg, r"<dc:date>", name)

    def test_png_IsTwiceAReadmesWidth_AndShowsEveryStrategysColour(self):
        for name in FIGURES:
            image = matplotlib.image.imread(self.made / "plots" / f"{name}-slow.png")
            self.assertEqual(image.shape[1], 1760, name)
            self.assertGreater(image.shape[0], 700, name)
            parts = numpy.rint(image[..., :3] * 255).astype(int)
            pixels = parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2]
            colors = dict(zip(*numpy.unique(pixels, return_counts=True)))
            self.assertGreater(len(colors), 20, f"{name} is blank")
            if name == "deliveries":  # Its colours are the accounts'.
                continue
            for strategy in STRATEGIES:
                self.assertGreater(colors.get(int(style.of(strategy).color[1:], 16), 0), 20, f"{strategy} in {name}")

    def test_failedTrial_HasAMark_WhereItHasNoFigure(self):
        for name in ["throughput", "latency", "heap-growth", "heap"]:
            for strategy in ["after", "timer"]:
                self.assertIn(f'id="{strategy}-not-ok"', self.svgs[f"{name}-slow"], name)
            self.assertNotIn('id="ticker-not-ok"', self.svgs[f"{name}-slow"], name)
        for name in ["percentiles", "tradeoff", "heap"]:
            self.assertIn("× after: heap_limit, 2 of 2", texts(self.svgs[f"{name}-slow"]))
        self.assertIn("× crashed, 1 of 2", texts(self.svgs["deliveries-slow"]))
        self.assertIn("2 of 2", texts(self.svgs["throughput-slow"]))

    def test_lowerBound_IsMarked_WhereDeliveriesWereStillToCome(self):
        for name in ["latency", "tradeoff"]:
            svg = self.svgs[f"{name}-slow"]
            self.assertIn('id="shared-timer-bound"', svg)
            self.assertNotIn('id="shared-timer-median"', svg)
            self.assertIn('id="ticker-median"', svg)

    def test_figure_IsAbsent_WhereItIsNotKnown(self):
        svg = self.svgs["latency-slow"]
        self.assertNotIn('id="none-median"', svg)
        self.assertIn("none (no figure)", texts(svg))
        # Nothing delivered is known, and is no absence.
        self.assertIn("none", texts(self.svgs["throughput-slow"]))
        self.assertIn("0", texts(self.svgs["throughput-slow"]))

    def test_window_IsMarked(self):
        self.assertIn("window", texts(self.svgs["heap-slow"]))

    def test_axes_HaveUnits(self):
        self.assertTrue(any(re.fullmatch(r"\d+ ms", text) for text in texts(self.svgs["latency-slow"])))
        self.assertTrue(any(re.fullmatch(r"[\d.]+ MB", text) for text in texts(self.svgs["heap-slow"])))
        self.assertTrue({"50", "90", "99"} <= set(texts(self.svgs["percentiles-slow"])))

    def test_svg_IsTheSameBytes_WhenAnotherProcessDrawsIt(self):
        code = {**os.environ, "PYTHONHASHSEED": "7"}
        result = subprocess.run(
            [ROOT / "scripts" / "plot", self.made, "--output", self.folder / "again"], env=code, capture_output=True,
            text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        for name in FIGURES:
            again = (self.folder / "again" / f"{name}-slow.svg").read_text(encoding="utf-8")
            self.assertEqual(again, self.svgs[f"{name}-slow"], name)


class ShapeTests(PlotTestCase):
    def test_scenario_IsTextAndASafeName_WhateverItIsCalled(self):
        run = MadeRun()
        for name in ["<script>&", "../$x^2$ \\frac", "../$y^2$ \\frac", "slow", "SLOW", "\u0001"]:
            run.add(scenario=name)
        with mock.patch.object(command, "FIGURES", [scaling]):
            svgs = self.drawn(run.write(self.folder / "run"))
        titles = [texts(svg) for name, svg in svgs.items() if name.startswith("throughput")]
        for name in ["<script>&", "../$x^2$ \\frac", "../$y^2$ \\frac", "slow", "SLOW", "?"]:
            self.assertEqual(sum(f"Throughput: scenario {name}" in found for found in titles), 1, name)
        for name in svgs:
            self.assertRegex(name, r"^[A-Za-z0-9._-]+$")
            self.assertNotIn("..", name)
        self.assertFalse(any("<script>" in svg for svg in svgs.values()))
        self.assertEqual(len({name.lower() for name in svgs}), len(svgs))

    def test_settings_ArePanels_WithWhatTheyDoNotApplyToInEach(self):
        run = MadeRun()
        for dispatch in ["detached", "awaited"]:
            for source in ["dispatch", "wheel"]:
                run.add("timer", dispatch=dispatch, timer_source=source)
        run.add("task-race", timer_source="task")
        run.add("drop-newest")
        found, shared = settings.settings(Run(run.write(self.folder / "run"), self.fail).trials)
        labels = [setting.label for setting in found]
        self.assertEqual(labels, [
            "awaited, dispatch timers", "awaited, wheel timers", "detached, dispatch timers", "detached, task timers",
            "detached, wheel timers"])  # fmt: skip
        self.assertTrue(all("drop-newest" in set(setting.trials["strategy"]) for setting in found))
        self.assertIn("100 messages/s", shared)

    def test_rate_IsNoSetting_WhereItFollowsFromTheSubscribers(self):
        run = MadeRun()
        run.add(subscribers=10, offered_rate_per_s=100)
        run.add(subscribers=1000, offered_rate_per_s=50)
        found, shared = settings.settings(Run(run.write(self.folder / "run"), self.fail).trials)
        self.assertEqual([setting.label for setting in found], [""])
        self.assertIn("50 to 100 messages/s", shared)

    def test_everyKindOfCell_IsDrawn(self):
        run = MadeRun()
        for implementation in ["laggard", "another one"]:
            for kind in ["constant", "pareto"]:
                run.add("timer", implementation=implementation, slow_kind=kind)
                run.add("of-my-own", implementation=implementation, slow_kind=kind)
        saturated = {"load_model": "saturated", "offered_rate_per_s": "", "fast_latency_p99_ns": ""}
        run.add("timer", dispatch="awaited", **saturated)
        run.add("timer", exact="true", deliveries_per_s="", heap_growth_bytes="", **saturated)
        with mock.patch.object(command, "FIGURES", [scaling, deliveries]):
            svgs = self.drawn(run.write(self.folder / "run"))
        found = {text for name, svg in svgs.items() if name.startswith("throughput") for text in texts(svg)}
        for label in ["another one", "pareto", "saturated", "of-my-own"]:
            self.assertTrue(any(label in text for text in found), label)
        latency = {text for name, svg in svgs.items() if name.startswith("latency") for text in texts(svg)}
        self.assertFalse(any("saturated" in text for text in latency))

    def test_pictureWithoutFigures_IsLeftOut_InWords(self):
        run = MadeRun()
        run.add(load_model="saturated", offered_rate_per_s="", fast_latency_p99_ns="")
        run.samples.clear()
        code, out, err = self.plot(run.write(self.folder / "run"))
        self.assertEqual(code, 0)
        self.assertNotIn("tradeoff", out)
        self.assertIn("throughput-slow.svg", out)
        self.assertIn("there are no samples, so there is no picture heap", err)

    def test_twoRuns_AreAlsoSideBySide(self):
        first, second = every_strategy(), every_strategy()
        for trial in second.trials:
            trial["run_id"] = "the-other"
        folders = [first.write(self.folder / "a" / "run"), second.write(self.folder / "b" / "run")]
        with mock.patch.object(command, "FIGURES", [deliveries]):
            svgs = self.drawn(*folders, "--output", self.folder / "plots")
        found = texts(svgs["compare-slow"])
        self.assertTrue({"first, above: made-run", "second, below: the-other"} <= set(found))
        self.assertTrue(set(STRATEGIES) <= set(found))
        names = {path.name for path in (self.folder / "plots").iterdir()}
        self.assertEqual(names, {"compare-slow.png", "compare-slow.svg", "run", "run-2"})

    def test_numbers_ReadLikeTheTables(self):
        self.assertEqual(units.duration(1_234_567), "1.23 ms")
        self.assertEqual(units.duration(999_999), "1 ms")
        self.assertEqual(units.long_duration(180e9), "3 min")
        self.assertEqual(units.size(-93_600), "-93.6 KB")
        self.assertEqual(units.count(95_500), "95.5k")
        self.assertEqual(units.count(0), "0")


class BadFileTests(PlotTestCase):
    def setUp(self):
        super().setUp()
        run = MadeRun()
        run.add("timer")
        run.add("ticker")
        self.made = run.write(self.folder / "run")

    def change(self, name, old, new, count=1):
        path = self.made / name
        raw = path.read_bytes()
        self.assertIn(old, raw)
        path.write_bytes(raw.replace(old, new, count))

    def expect(self, *parts, code=2):
        found, out, err = self.plot(self.made)
        self.assertEqual(found, code, err)
        self.assertEqual(len(err.splitlines()), 1, err)
        for part in parts:
            self.assertIn(part, err)
        self.assertEqual(out, "")

    def test_file_IsRefusedWithALine_WhenItIsMissingOrEmpty(self):
        for name in ["trials.csv", "samples.csv", "histograms.csv"]:
            with self.subTest(name):
                raw = (self.made / name).read_bytes()
                (self.made / name).write_bytes(b"")
                self.expect(f"{self.made}/{name}:1: the file is empty", "measure again")
                (self.made / name).unlink()
                self.expect(f"{self.made}/{name}:1: there is no such file", "give the folder of a run")
                (self.made / name).write_bytes(raw)

    def test_folder_IsRefused_WhenItIsMissing(self):
        self.made = self.folder / "nowhere"
        self.expect("nowhere: there is no such folder")

    def test_run_IsRefused_WhenItHasNoTrialYet(self):
        header = (self.made / "trials.csv").read_text().splitlines(keepends=True)[0]
        (self.made / "trials.csv").write_text(header)
        self.expect("trials.csv:1: there is no trial in it yet", "--resume")

    def test_file_IsRefused_WhenItIsAnothers(self):
        (self.made / "samples.csv").write_text("name;price\nbread;2\n")
        self.expect("samples.csv:1: column 'elapsed_s' is missing", "give the folder of a run")
        (self.made / "samples.csv").write_bytes(b"trial_id,phase\nx,\xff\n")
        self.expect("samples.csv:2: this is no UTF-8")
        (self.made / "samples.csv").write_text('a,b\n1,"2"3\n')
        self.expect("samples.csv:2: this is no CSV")

    def test_row_IsRefusedWithItsLine_WhenAFieldIsWrong(self):
        self.change("trials.csv", b",jemalloc,7000000", b",jemalloc,seven")
        self.expect("trials.csv:2: column 'heap_baseline_bytes': 'seven' is no number")
        self.change("trials.csv", b",seven", b",nan")
        self.expect("trials.csv:2: column 'heap_baseline_bytes': 'nan' is no number")
        self.change("trials.csv", b",nan", b",7000000,8")
        self.expect("trials.csv:2:", "fields, but the header has")

    def test_histogram_IsRefusedWithItsLine_WhenItIsNone(self):
        self.change("histograms.csv", b",HIST", b",XXXX")
        self.expect("histograms.csv:2: column 'encoding' is no histogram")

    def test_version_IsRefusedInWords_WhenItIsNotOurs(self):
        for version, age in [(b"2", "newer"), (b"0", "older")]:
            with self.subTest(age):
                raw = (self.made / "trials.csv").read_bytes()
                self.change("trials.csv", b"\n1,made", b"\n" + version + b",made", count=2)
                self.expect("trials.csv:2:", f"of a laggard {age} than this one", "draw it with the laggard that wrote")
                (self.made / "trials.csv").write_bytes(raw)
        self.change("manifest.json", b'"schema_version": 1', b'"schema_version": 2')
        self.expect("manifest.json: 'schema_version'", "newer")

    def test_lastRow_IsDroppedWithANote_WhenItIsTorn(self):
        for name, line in [("trials.csv", 3), ("samples.csv", 53), ("histograms.csv", 5)]:
            with self.subTest(name):
                raw = (self.made / name).read_bytes()
                for cut in [1, 12]:
                    (self.made / name).write_bytes(raw[:-cut])
                    notes = []
                    Run(self.made, notes.append)
                    self.assertEqual(
                        notes, [f"{self.made}/{name}:{line}: the last row was not written to its end and is left out"])
                (self.made / name).write_bytes(raw)
        self.change("trials.csv", b"\n1,made-run,trial-1", b'\n1,made-run,"torn\n')
        raw = (self.made / "trials.csv").read_bytes()
        (self.made / "trials.csv").write_bytes(raw[: raw.index(b'"torn\n') + 6])
        code, out, err = self.plot(self.made)
        self.assertEqual(code, 0, err)
        self.assertIn("trials.csv:3: the last row", err)
        self.assertIn("throughput-slow.svg", out)

    def test_manifest_IsOptionalButNotWrong(self):
        (self.made / "manifest.json").write_text("{\n nonsense")
        self.expect("manifest.json:2: this is no JSON")
        (self.made / "manifest.json").unlink()
        notes = []
        self.assertEqual(Run(self.made, notes.append).place, "machine not known · revision not known")
        self.assertIn("will not say on what machine", notes[0])

    def test_exitCode_Is7_WhenPicturesCannotBeWritten(self):
        (self.made / "plots").write_text("in the way")
        self.expect("plots", "--output", code=7)

    def test_exitCode_Is2_WhenTheUsageIsWrong(self):
        self.assertEqual(self.plot()[0], 2)
        self.assertEqual(self.plot(self.made, "--nonsense")[0], 2)

    def test_columns_AreThoseOfTheManual(self):
        for name, groups in reading.COLUMNS.items():
            self.assertLessEqual({column for group in groups for column in group}, set(columns(name)))


if __name__ == "__main__":
    unittest.main()
