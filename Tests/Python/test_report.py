"""A report of `laggard report` against the plots: the same settings, curves and looks from the same files.

LAGGARD names the program; without it there is nothing to hold the plots against.
"""

import base64
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

from made_run import MadeRun, every_strategy, MANIFEST, STRATEGIES
from plot_case import PlotTestCase

from plots import style
from plots.percentiles import curve_of
from plots.run import Run
from plots.settings import settings

LAGGARD = os.environ.get("LAGGARD")
TIMERLESS = ("drop-newest", "drop-oldest", "none")


def whole_manifest(run):
    """As laggard writes it: what a report reads of it must be there."""
    names = sorted({trial["scenario"] for trial in run.trials})
    return {
        **MANIFEST, "run_id": "made-run", "seed": 1, "started_at": "2026-01-01T00:00:00Z", "command_line": ["laggard"],
        "jemalloc": {},
        "plan": {"name": "made", "seed": 1, "repetitions": 2, "implementations": {},
                 "scenarios": [{"name": name, "parameters": {}} for name in names]},
    }  # fmt: skip


def varied(seed):
    """A run in which anything varies, or nothing."""
    chance, run = random.Random(seed), MadeRun()
    choices = {
        "timeout_ms": [5, 20, 180_000], "dispatch": ["detached", "awaited"], "capacity": [1, 10, 4000],
        "timer_source": ["task", "dispatch", "wheel"], "slow_fraction": [0, 0.05, 0.125], "topics": [1, 2],
        "offered_rate_per_s": [50, 100, 2500], "implementation": ["laggard", "go"], "payload_bytes": [24],
        "implementation_version": ["0.1.0", "0.2.0"], "executor": ["default", "own"], "consumer": ["task", "handler"],
        "slow_kind": ["constant", "pareto"], "warmup_s": [0.1, 1.5], "profiled": ["true", "false"],
        "heap_limit_bytes": [1 << 32, 1 << 25], "partitions": [1, 2], "load_model": ["open", "saturated"],
    }  # fmt: skip
    varying = chance.sample(sorted(choices), chance.randint(0, 4))
    for scenario in ["slow", "control"]:
        for number in range(30):
            told = {name: chance.choice(choices[name]) for name in varying}
            strategy = chance.choice(STRATEGIES)
            if strategy in TIMERLESS:
                told.update(timer_source="", timeout_ms="", dispatch="")
            if told.get("slow_fraction") == 0:
                told.update(slow_subscribers=0, slow_kind="", slow_delay_ms="")
            if told.get("load_model") == "saturated":
                told.update(offered_rate_per_s="", fast_latency_p99_ns="")
            subscribers = chance.choice([10, 100])
            identity = json.dumps([scenario, strategy, subscribers, told], sort_keys=True)
            # One cell, one id; a version is none of a cell's settings.
            cell = re.sub(r'"implementation_version": "[^"]*"', "", identity)
            run.add(strategy, subscribers, repetition=number, scenario=scenario, cell_id=f"{zlib.crc32(cell.encode()):x}",
                    **told)  # fmt: skip
    return run


class Report:
    """What is in a report's data."""

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        self.parts = dict(re.findall(r'<script type="text/plain" id="([\w-]+)">([^<]*)</script>', text))
        self.data = self.part("data")
        self.trial_ids = self.column("trial_id")

    def part(self, name):
        return json.loads(zlib.decompress(base64.b64decode(self.parts[name])))

    def column(self, name):
        names = [column["name"] for column in self.data["columns"]]
        packed, (first, count) = self.data["trials"][names.index(name)], self.data["cells"][-1]["trials"]
        if "all" in packed:
            return [packed["all"]] * (first + count)
        if "values" in packed:
            return packed["values"]
        return [None if at is None else packed["words"][at] for at in packed["at"]]

    def trials_of(self, cell):
        first, count = self.data["cells"][cell]["trials"]
        return self.trial_ids[first : first + count]


@unittest.skipUnless(LAGGARD, "LAGGARD is not set: no program to hold the plots against")
class ReportTestCase(PlotTestCase):
    def report(self, run):
        run.manifest = whole_manifest(run)
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        run.write(folder)
        result = subprocess.run([LAGGARD, "report", folder], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)
        return Report(folder / "report.html"), Run(folder, lambda _: None)

    def assert_same_settings(self, run):
        report, plotted = self.report(run)
        scenarios = {scenario["name"]: scenario["settings"] for scenario in report.data["scenarios"]}
        self.assertEqual(sorted(scenarios), sorted(set(plotted.trials["scenario"])))
        for name, mine in scenarios.items():
            expected, shared = settings(plotted.trials[plotted.trials["scenario"] == name])
            self.assertEqual([setting["label"] for setting in mine], [setting.label for setting in expected])
            self.assertEqual({setting["shared"] for setting in mine}, {shared})
            for setting, other in zip(mine, expected):
                self.assertEqual(setting["load_model"], other.load_model)
                ids = sorted(trial for cell in setting["cells"] for trial in report.trials_of(cell))
                self.assertEqual(ids, sorted(other.trials["trial_id"]))

    def test_settings_are_the_same_of_every_strategy(self):
        self.assert_same_settings(every_strategy())

    def test_settings_are_the_same_whatever_varies(self):
        for seed in range(25):
            with self.subTest(seed=seed):
                self.assert_same_settings(varied(seed))

    def test_curves_are_the_same(self):
        report, plotted = self.report(every_strategy())
        details = {}
        for name in report.parts:
            if name.startswith("details-"):
                details.update(report.part(name))
        trials = {trial.trial_id: trial for trial in plotted.trials.itertuples()}
        step, compared = report.data["curve_step"], 0
        self.assertEqual(step, 0.1)
        for number in range(len(report.data["cells"])):
            ok = [trials[name] for name in report.trials_of(number) if trials[name].status == "ok"]
            for name in ["fast", "slow"]:
                expected, mine = curve_of(plotted, ok, name), details[str(number)]["curves"].get(name)
                self.assertEqual(expected is None, mine is None)
                if mine is None:
                    continue
                self.assertAlmostEqual(mine["end"], expected.x[-1], places=3)
                self.assertEqual(mine["ns"][-1], expected.y[-1])
                # The grid of the plots has steps of 0.04.
                for place in range(0, len(mine["ns"]) - 1, 2):
                    self.assertEqual(mine["ns"][place], expected.y[round(place * step / 0.04)])
                    compared += 1
        self.assertGreater(compared, 200)

    def test_looks_are_the_same(self):
        report, _ = self.report(every_strategy())
        found = report.data["strategies"]
        self.assertEqual([strategy["name"] for strategy in found], style.in_order(STRATEGIES))
        for strategy in found:
            self.assertEqual(strategy["color"], style.of(strategy["name"]).color)
