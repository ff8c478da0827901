"""Heap and pending timers over time: of each trial, from its set-up to its drain, with the window marked."""

import math
from typing import NamedTuple

import pandas

from . import style, units
from .page import Page, cross, endings, pages, strategies_of, strategy_handles
from .panels import note_endings, panels_of, repetitions, say_empty
from .settings import settings


class Quantity(NamedTuple):
    file: str
    column: str
    title: str
    axis: str
    words: object
    # A panel without a sample that reaches it has nothing to see.
    least: float = 0


QUANTITIES = [
    Quantity("heap", "allocated_bytes", "Heap over time", "allocated heap", units.size),
    Quantity("timers", "pending_timers", "Pending timers over time", "timers armed", units.count, least=1000),
]


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    return [path for quantity in QUANTITIES for path in draw_quantity(run, scenario, trials, stem_of, quantity)]


def draw_quantity(run, scenario, trials, stem_of, quantity):
    samples = run.samples[run.samples[quantity.column].notna() & run.samples["trial_id"].isin(trials["trial_id"])]
    if samples.empty:
        if not quantity.least:
            run.say(f"scenario {scenario}: there are no samples, so there is no picture {quantity.file}")
        return []
    reaching = set(samples.loc[samples[quantity.column] >= quantity.least, "trial_id"])
    samples = {trial_id: rows for trial_id, rows in samples.groupby("trial_id", sort=False)}
    found, shared = settings(trials)
    written = []
    panels = [panel for panel in panels_of(found) if not quantity.least or reaching & set(panel.trials["trial_id"])]
    for part, suffix in pages(panels, 6):
        strategies = strategies_of(part)
        columns = min(2, len(part))
        rows = math.ceil(len(part) / columns)
        height = 3.9 if columns == 1 else 2.7
        page = Page(f"{quantity.title}: scenario {scenario}", shared, run.place, rows, columns, height)
        drawn = set()
        for number, (panel, axis) in enumerate(zip(part, page.axes)):
            drawn |= draw_panel(axis, panel, samples, strategies, quantity)
            page.head(axis, panel.title)
            axis.set_ylabel(quantity.axis if number % columns == 0 else "")
            axis.set_xlabel("seconds since the window began")
        page.hide_unused(len(part))
        written += page.save(
            stem_of(quantity.file, suffix), strategy_handles(strategies, set(strategies) - drawn),
            caption(part, quantity))
    return written


def draw_panel(axis, panel, samples, strategies, quantity):
    """Draws a panel; the strategies that have a line in it."""
    windows = panel.trials["window_s"].dropna()
    if len(windows):
        axis.axvspan(0, windows.max(), color="#EFEFEF", lw=0, zorder=0)
        axis.annotate(
            "window", (0, 1), xycoords=axis.get_xaxis_transform(), xytext=(3, -3), textcoords="offset points",
            va="top", fontsize=7.5, color=style.FAINT)
    drawn = set()
    for number, strategy in enumerate(strategies):
        rows = panel.setting.of(strategy, panel.subscribers).sort_values("repetition", kind="stable")
        for order, trial in enumerate(rows.itertuples()):
            series = samples.get(trial.trial_id)
            if series is None:
                continue
            drawn.add(strategy)
            draw_trial(axis, strategy, series, trial.status, number if order == 0 else None, quantity)
    if not drawn:
        say_empty(axis, "no samples")
    axis.margins(y=0.08)
    found = [series for name in panel.trials["trial_id"] if (series := samples.get(name)) is not None]
    if drawn:
        fit_height(axis, pandas.concat(found), quantity)
    if drawn and len(windows):
        # What comes after the drain's limit is the end of the process.
        last = windows.max() + panel.trials["drain_limit_s"].max() * 1.1 + 0.02
        times = pandas.concat(found)["elapsed_s"]
        first, last = times.min(), min(times.max(), last)
        axis.set_xlim(first - (last - first) * 0.04, last + (last - first) * 0.02)
    units.label_linear(axis.yaxis, quantity.words)
    note_endings(axis, panel, strategies, y=0.02, va="bottom")
    return drawn


def fit_height(axis, samples, quantity):
    """As high as the highest sample, as deep as the window's: a heap filled by the set-up, or given back at the end,
    would leave no room for what the window is about."""
    window = samples.loc[samples["phase"] == "window", quantity.column]
    low, high = (window if len(window) else samples[quantity.column]).min(), samples[quantity.column].max()
    span = max(high - low, high * 0.02)
    axis.set_ylim(low - span * 0.12, high + span * 0.16)


def draw_trial(axis, strategy, series, status, number, quantity):
    """A trial's line; with a number, one that also bears the strategy's marks."""
    look = style.of(strategy)
    series = series.sort_values("elapsed_s", kind="stable")
    marks = {}
    if number is not None:
        every = max(1, len(series) // 5)
        marks = {**style.marker_of(strategy, scale=0.75), "markevery": (number * every // 12 % every, every)}
    axis.plot(
        series["elapsed_s"], series[quantity.column], linestyle=look.line, linewidth=1 if marks else 0.8,
        alpha=0.9 if marks else 0.55, zorder=3 if marks else 2, gid=f"{strategy}-{quantity.file}",
        **{"color": look.color, **marks})
    if status != "ok":
        cross(axis, series["elapsed_s"].iloc[-1:], series[quantity.column].iloc[-1:], strategy)


def caption(part, quantity):
    words = [
        "One line for each trial; the window is shaded, set-up and warm-up before it, the drain after it, as far as "
        "its limit. A panel goes no deeper than its windows do."]
    if quantity.least:
        words.append(f"Panels where no trial has {units.whole(quantity.least)} {quantity.axis} are left out.")
    if repetitions(part) > 1:
        words.append("The first repetition has the marks.")
    if ways := endings(part):
        words.append(f"×\u00a0the end of a trial that did not end ok ({ways}).")
    return " ".join(words)
