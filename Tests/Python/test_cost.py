"""Tests of the pictures of what a delivery costs."""

import xml.dom.minidom
from unittest import mock

from made_run import MadeRun
from plot_case import PlotTestCase, command
from plots import cost


def texts(svg):
    found = xml.dom.minidom.parseString(svg.encode()).getElementsByTagName("text")
    return ["".join(node.data for node in text.childNodes if node.nodeType == node.TEXT_NODE) for text in found]


def sweep(axis, values):
    """A run in which that column alone varies, on both executors."""
    run = MadeRun()
    for executor in ["default", "own"]:
        for value in values:
            for strategy in ["timer", "deadline"]:
                identity = {"subscribers": 1000, "executor": executor, axis: value}
                run.add(strategy, scenario=f"along-{axis}", load_model="saturated", offered_rate_per_s="", **identity)
    return run


class CostTests(PlotTestCase):
    def pictures(self, run):
        with mock.patch.object(command, "FIGURES", [cost]):
            return self.drawn(run.write(self.folder / "run"))

    def test_axis_IsWhatVaries(self):
        for axis, values in [("subscribers", [10, 100_000]), ("topics", [1, 1000]), ("publishers", [1, 8])]:
            svgs = self.pictures(sweep(axis, values))
            self.assertEqual(list(svgs), [f"scaling-along-{axis}"])
            found = texts(svgs[f"scaling-along-{axis}"])
            self.assertEqual([text for text in found if text in cost.AXES], [axis, axis], "a panel for each executor")
            self.assertTrue({f"{value:,}" for value in values} <= set(found), found)
            self.assertTrue({"default executor", "own executor"} <= set(found))

    def test_eachAxis_HasItsPanels_WhereSeveralVary(self):
        run = MadeRun()
        for identity in [{}, {"subscribers": 1000}, {"topics": 10}, {"publishers": 4}]:
            run.add("timer", **identity)
        found = texts(self.pictures(run)["scaling-slow"])
        self.assertEqual([text for text in found if text in cost.AXES], ["subscribers", "topics", "publishers"])

    def test_line_IsNotJoinedAcrossWhatElseVaries(self):
        run = MadeRun()
        for subscribers in [10, 100]:
            for topics in [1, 10]:
                run.add("timer", subscribers=subscribers, topics=topics)
        found = texts(self.pictures(run)["scaling-slow"])
        for label in ["1 topics", "10 topics", "10 subscribers", "100 subscribers"]:
            self.assertIn(label, found)

    def test_failedTrial_HasAMark(self):
        run = sweep("topics", [1, 100])
        run.fail("crashed", strategy="timer", scenario="along-topics", subscribers=1000, topics=100,
                 load_model="saturated", offered_rate_per_s="")  # fmt: skip
        svg = self.pictures(run)["scaling-along-topics"]
        self.assertIn('id="timer-not-ok"', svg)
        self.assertNotIn('id="deadline-not-ok"', svg)
        self.assertIn("1 of 2", texts(svg))

    def test_nothing_IsDrawn_WhereNoAxisVaries(self):
        self.assertEqual(self.pictures(sweep("topics", [1])), {})

    def test_pictureWithoutFigures_IsLeftOut_InWords(self):
        run = sweep("topics", [1, 10])
        for trial in run.trials:
            trial["cpu_ns_per_delivery"] = ""
        with mock.patch.object(command, "FIGURES", [cost]):
            code, out, err = self.plot(run.write(self.folder / "run"))
        self.assertEqual((code, out), (0, ""))
        self.assertIn("no trial has a cpu_ns_per_delivery, so there is no picture scaling", err)
