"""Tests of scripts/plot. From the root: $(scripts/venv) -m unittest discover -s Tests/Python"""

import os
import re
import subprocess
import tempfile
import xml.dom.minidom
from pathlib import Path
from unittest import mock

import matplotlib.image
import numpy
from made_run import ROOT, STRATEGIES, MadeRun, every_strategy
from plot_case import PlotTestCase, command
from plots import deliveries, scaling, settings, style, units
from plots.run import Run

FIGURES = [
    "deliveries", "heap", "heap-growth", "latency", "percentiles", "scaling", "throughput", "timers", "tradeoff",
]  # fmt: skip


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
        for name in ["throughput", "latency", "heap-growth", "heap", "scaling"]:
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
        self.assertEqual(units.size(55_050_000, 4), "55.05 MB")
        self.assertEqual(units.count(95_500), "95.5k")
        self.assertEqual(units.count(0), "0")
