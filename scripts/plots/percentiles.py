"""Latency by percentile, decoded from the histograms: the repetitions of a cell added up, and each of them."""

import math

import numpy

from . import style, units
from .axes import fit_log
from .page import Page, cross, endings, pages, strategies_of, strategy_handles
from .panels import classes_of, note_endings, panels_of, repetitions, say_empty
from .settings import settings

TICKS = [0, 50, 90, 99, 99.9, 99.99, 99.999]


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    found, shared = settings(trials)
    panels = panels_of(found, latency=True)
    written = []
    for part, suffix in pages(panels, 4):
        classes, strategies = classes_of(part), strategies_of(part)
        curves = {
            (panel, name, strategy): Curves(run, panel, name, strategy)
            for panel in part for name in classes for strategy in strategies}
        if not any(found.any for found in curves.values()):
            continue
        page = Page(
            f"Latency by percentile: scenario {scenario}", shared, run.place, len(part), len(classes),
            3.9 if len(part) * len(classes) == 1 else 2.9, sharey=True)
        drawn = set()
        for row, panel in zip(page.grid, part):
            for axis, name in zip(row, classes):
                title = f"{panel.title}: {name} class" if len(classes) > 1 else panel.title
                page.head(axis, title)
                drawn |= draw_panel(axis, panel, name, strategies, curves)
            row[0].set_ylabel("latency, end to end")
        for axis in page.grid[-1]:
            axis.set_xlabel("percentile of deliveries")
        fit_log(page.axes[0].yaxis, [v for found in curves.values() for v in found.values], units.duration)
        written += page.save(
            stem_of("percentiles", suffix), strategy_handles(strategies, set(strategies) - drawn),
            caption(part, curves))
    if not written:
        run.say(f"scenario {scenario}: no latency has samples enough, so there is no picture percentiles")
    return written


class Curve:
    """A histogram's percentiles on a grid, as far as its samples and messages carry."""

    def __init__(self, values, counts, messages):
        total = int(counts.sum())
        self.x = numpy.array([])
        if total < 20:  # Not even a median.
            return
        # 10/(1-p) samples; from the 99th percentile on 100 messages, from the 99.9th 1,000: docs/results.md.
        most = math.log10(total / 10)
        most = min(most, 2.999 if messages < 1000 else most, 1.999 if messages < 100 else most)
        self.x = numpy.append(numpy.arange(0, most, 0.04), most)
        ranks = numpy.maximum(1, numpy.ceil((1 - 10**-self.x) * total - 1e-9))
        self.y = values[numpy.searchsorted(numpy.cumsum(counts), ranks)]


class Curves:
    """What is to be drawn of one strategy for one class of one panel."""

    def __init__(self, run, panel, name, strategy):
        ok, early = panel.of(strategy)
        self.single = [curve for curve in (curve_of(run, [trial], name) for trial in ok.itertuples()) if curve]
        self.early = [curve for curve in (curve_of(run, [trial], name) for trial in early.itertuples()) if curve]
        self.all = curve_of(run, list(ok.itertuples()), name)
        self.bound = name == "fast" and ok["latency_bound"].eq(True).any()

    @property
    def drawn(self):
        return [*self.single, *self.early, *([self.all] if self.all else [])]

    @property
    def any(self):
        return bool(self.drawn)

    @property
    def values(self):
        return [value for curve in self.drawn for value in (curve.y.min(), curve.y.max())]


def curve_of(run, trials, name):
    """The curve of these trials together; None where there is too little for one."""
    found = [(run.histogram(trial.trial_id, f"{name}_latency"), trial) for trial in trials]
    found = [(histogram, trial) for histogram, trial in found if histogram is not None]
    if not found:
        return None
    values = numpy.concatenate([histogram[0] for histogram, _ in found])
    counts = numpy.concatenate([histogram[1] for histogram, _ in found])
    order = numpy.argsort(values, kind="stable")
    messages = sum(trial.published for _, trial in found if trial.published > 0)
    curve = Curve(values[order], counts[order], messages)
    return curve if len(curve.x) else None


def draw_panel(axis, panel, name, strategies, curves):
    """Draws a panel; the strategies that have a curve in it."""
    drawn, most = set(), 1.0
    for number, strategy in enumerate(strategies):
        found = curves[panel, name, strategy]
        if not found.any:
            continue
        drawn.add(strategy)
        look = style.of(strategy)
        most = max(most, *(curve.x[-1] for curve in found.drawn))
        if len(found.single) > 1:
            for curve in found.single:
                axis.plot(curve.x, curve.y, color=look.color, linewidth=0.6, alpha=0.28, zorder=2)
        if found.all:
            marks = {"markevery": (number % 6 + 2, 14), **style.marker_of(strategy, scale=0.75)}
            axis.plot(
                found.all.x, found.all.y, linestyle=look.line, zorder=3, gid=f"{strategy}-percentiles", **marks)
            if found.bound:
                axis.plot(
                    found.all.x[-1:], found.all.y[-1:], linestyle="none", zorder=5,
                    **{**style.marker_of(strategy, is_open=True), "marker": "^", "markersize": 7})
        for curve in found.early:
            axis.plot(curve.x, curve.y, color=look.color, linewidth=0.6, alpha=0.6, zorder=2)
            cross(axis, curve.x[-1:], curve.y[-1:], strategy)
    axis.set_xlim(0, most * 1.04)
    places = [-math.log10(1 - tick / 100) for tick in TICKS]
    units.label_fixed(
        axis.xaxis, places, lambda value: f"{min(TICKS, key=lambda tick: abs(value + math.log10(1 - tick / 100))):g}")
    if not drawn:
        someone = name == "fast" or (panel.trials["slow_subscribers"] > 0).any()
        say_empty(axis, "too few samples" if someone else "none is slow")
    note_endings(axis, panel, strategies, y=0.02, va="bottom")
    return drawn


def caption(part, curves):
    words = []
    if repetitions(part) > 1:
        words.append("Thick: the repetitions added up; thin: each of them.")
    words.append(
        "A curve ends where its samples are too few: percentile p takes 1,000/(100 - p), from 99 on of 100 messages.")
    if any(found.bound for found in curves.values()):
        words.append("Open triangle at its end: a lower bound, since deliveries were still to come.")
    if ways := endings(part):
        words.append(f"×\u00a0a trial that did not end ok ({ways}), not added up.")
    return " ".join(words)
