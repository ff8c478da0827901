"""Throughput, p99 and heap growth of each strategy against the number of subscribers."""

import math
from typing import NamedTuple

import numpy

from . import style, units
from .axes import LINEAR_BYTES, fit_bytes, fit_log
from .page import Page, cross, endings, pages, strategies_of, strategy_handles, without_figure
from .panels import timed
from .settings import settings

# The part of a panel, from below, where the crosses of trials without a figure are.
STRIP = 0.09


class Metric(NamedTuple):
    file: str
    column: str
    title: str
    axis: str
    words: object
    linear: bool = False
    open_only: bool = False


METRICS = [
    Metric("throughput", "deliveries_per_s", "Throughput", "deliveries per second", units.count),
    Metric("latency", "fast_latency_p99_ns", "p99 latency of the fast subscribers",
           "p99, end to end, from the intended publish", units.duration, open_only=True),
    Metric("heap-growth", "heap_growth_bytes", "Heap growth",
           f"growth over the window (linear to {units.size(LINEAR_BYTES)})", units.size, linear=True),
]  # fmt: skip


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    found, shared = settings(trials)
    written = []
    for metric in METRICS:
        chosen = [
            setting for setting in found if timed(setting) or not metric.open_only]
        if not chosen or all(nothing(setting.trials, metric) for setting in chosen):
            run.say(f"scenario {scenario}: no trial has a {metric.column}, so there is no picture {metric.file}")
            continue
        ends = Ends(chosen, metric)
        for part, suffix in pages(chosen, 6):
            strategies = strategies_of(part)
            columns = min(2, len(part))
            rows = math.ceil(len(part) / columns)
            page = Page(
                f"{metric.title}: scenario {scenario}", shared, run.place, rows, columns, 3.9 if columns == 1 else 3.1)
            drawn = set()
            for number, (setting, axis) in enumerate(zip(part, page.axes)):
                drawn |= panel(page, axis, setting, metric, strategies, ends)
                axis.set_ylabel(metric.axis if number % columns == 0 else "")
            page.hide_unused(len(part))
            written += page.save(
                stem_of(metric.file, suffix), strategy_handles(strategies, set(strategies) - drawn),
                caption(part, metric, ends))
    return written


def nothing(trials, metric):
    return trials[metric.column].isna().all() and (trials["status"] == "ok").all()


class Ends:
    """The ends of the axis of a metric, the same in all panels; and whether a strip is needed below."""

    def __init__(self, chosen, metric):
        values = numpy.concatenate([setting.trials[metric.column].dropna() for setting in chosen])
        offered = [] if metric.file != "throughput" else [
            point[1] for setting in chosen for point in offered_deliveries(setting)]
        values = numpy.concatenate([values, offered])
        self.strip = any(
            ((setting.trials["status"] != "ok") & setting.trials[metric.column].isna()).any() for setting in chosen)
        self.zero = not metric.linear and bool((values <= 0).any())
        self.values = values if metric.linear else values[values > 0]

    def apply(self, axis, metric):
        below = STRIP + 0.05 if self.strip or self.zero else 0.04
        if metric.linear:
            fit_bytes(axis.yaxis, self.values, below)
        else:
            fit_log(axis.yaxis, self.values, metric.words, below)


def offered_deliveries(setting):
    """What the schedule asks for: (subscribers, deliveries a second)."""
    rows = setting.trials
    rows = rows[rows["offered_rate_per_s"].notna()]
    points = rows["offered_rate_per_s"] * rows["subscribers"] / rows["topics"]
    return sorted(set(zip(rows["subscribers"], points)))


def panel(page, axis, setting, metric, strategies, ends, along="subscribers"):
    """Draws a panel with that column along its axis; the strategies that have a mark in it."""
    axis.set_xscale("log")
    axis.set_xlabel(along)
    ends.apply(axis, metric)
    places = setting.places(along)
    logs = numpy.log10(places)
    gap = min(numpy.diff(logs), default=1)
    width = gap * (0.42 if len(places) > 1 else 0.8)
    for value in places:
        axis.axvspan(value * 10 ** (-width * 0.56), value * 10 ** (width * 0.56), color="#F5F5F5", lw=0, zorder=0)
    axis.set_xlim(places[0] * 10 ** (-width * 0.75), places[-1] * 10 ** (width * 0.75))
    units.label_fixed(axis.xaxis, places, units.whole)
    axis.grid(axis="x", visible=False)
    if setting.label:
        page.head(axis, setting.label)
    if metric.file == "throughput" and (points := offered_deliveries(setting)):
        reference(axis, points, width)
    drawn = set()
    for number, strategy in enumerate(strategies):
        shift = 10 ** (width * ((number + 0.5) / len(strategies) - 0.5))
        if line(axis, setting.of(strategy).groupby(along), metric, strategy, shift, 10 ** (width * 0.56)):
            drawn.add(strategy)
    return drawn


def reference(axis, points, width):
    """What is offered, as a step above each number of subscribers."""
    for x, y in points:
        ends = [x * 10 ** (-width * 0.56), x * 10 ** (width * 0.56)]
        axis.plot(ends, [y, y], color=style.FAINT, linewidth=0.8, linestyle=(0, (1, 1)), zorder=1)
    axis.annotate(
        "offered", (ends[0], y), xytext=(-2, 2), textcoords="offset points", ha="right", fontsize=7.5,
        color=style.FAINT)


def line(axis, groups, metric, strategy, shift, reach):
    """The medians of a strategy, joined, each with the range and the points of its repetitions.

    The line is level as far as the strategies stand side by side, `reach` to both sides: else what they are shifted by
    would read as a difference where the line is steep.
    """
    look = style.of(strategy)
    joined, seen = [], False
    for place, rows in groups:
        x = place * shift
        fine = rows[(rows["status"] == "ok") & rows[metric.column].notna()]
        values = fine[metric.column].to_numpy()
        early = rows[rows["status"] != "ok"]
        if len(early):
            draw_early(axis, x, early, metric, strategy, len(rows))
            seen = True
        if not len(values):
            joined.append((x, math.nan))
            continue
        seen = True
        median = float(numpy.median(values))
        bound = metric.open_only and fine["latency_bound"].eq(True).any()
        if median <= 0 and not metric.linear:
            axis.plot([x], [STRIP / 2], transform=axis.get_xaxis_transform(), **style.marker_of(strategy), zorder=4)
            axis.annotate(
                "0", (x, STRIP / 2), xycoords=axis.get_xaxis_transform(), xytext=(4, 0), textcoords="offset points",
                fontsize=7.5, va="center", color=look.color)
            joined.append((x, math.nan))
            continue
        joined += [(place / reach, median), (place * reach, median)]
        if len(values) > 1:
            axis.plot([x, x], [values.min(), values.max()], color=look.color, linewidth=1.1, alpha=0.75, zorder=3)
            axis.plot([x] * len(values), values, "_", color=look.color, markersize=3.2, alpha=0.9, zorder=3)
        axis.plot(
            [x], [median], linestyle="none", zorder=4, gid=f"{strategy}-{'bound' if bound else 'median'}",
            **style.marker_of(strategy, bound))
        if bound:
            axis.annotate(
                "", (x, median), xytext=(0, 15), textcoords="offset points", zorder=4,
                arrowprops={"arrowstyle": "<-", "color": look.color, "lw": 0.9, "shrinkA": 0, "shrinkB": 3})
    axis.plot(
        *zip(*joined), color=look.color, linestyle=look.line, linewidth=1, alpha=0.75, zorder=2,
        gid=f"{strategy}-{metric.file}") if joined else None
    return seen


def draw_early(axis, x, early, metric, strategy, total):
    """A cross for each trial that is not ok: at its figure, or below with their number."""
    values = early[metric.column]
    known = values[values.notna() & (metric.linear | (values > 0))]
    if len(known):
        cross(axis, [x] * len(known), known, strategy)
    if unknown := len(values) - len(known):
        below = axis.get_xaxis_transform()
        cross(axis, [x], [STRIP / 2], strategy, transform=below)
        if total > 1:
            axis.annotate(
                f"{unknown} of {total}", (x, STRIP / 2), xycoords=below, xytext=(6, 0), textcoords="offset points",
                fontsize=7.5, va="center", color=style.of(strategy).color, zorder=6)


def caption(part, metric, ends, around="their number of subscribers"):
    ok = [setting.trials[setting.trials["status"] == "ok"] for setting in part]
    most = max(int(setting.trials["repetition"].max()) + 1 for setting in part)
    parts = [f"Strategies side by side around {around}."]
    if most > 1:
        parts.append(f"Median of {most} repetitions, with their range; a dash is a repetition.")
    if metric.open_only and any(rows["latency_bound"].eq(True).any() for rows in ok):
        parts.append("Open with an arrow: a lower bound, since deliveries were still to come.")
    if metric.open_only and (missing := without_figure(part, metric.column)):
        parts.append(missing)
    if ways := endings(part):
        where = ", at the bottom where it has no figure" if ends.strip else ""
        parts.append(f"×\u00a0a trial that did not end ok ({ways}), in no median{where}.")
    return " ".join(parts)
