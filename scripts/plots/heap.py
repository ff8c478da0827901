"""The heap over time: what each trial had allocated, from its set-up to its drain, with the window marked."""

import math

from . import style, units
from .page import Page, cross, endings, pages, strategies_of, strategy_handles
from .panels import note_endings, panels_of, repetitions, say_empty
from .settings import settings


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    samples = run.samples[run.samples["allocated_bytes"].notna()]
    samples = {trial_id: rows for trial_id, rows in samples.groupby("trial_id", sort=False)}
    if not any(trial_id in samples for trial_id in trials["trial_id"]):
        run.say(f"scenario {scenario}: there are no samples, so there is no picture heap")
        return []
    found, shared = settings(trials)
    written = []
    for part, suffix in pages(panels_of(found), 6):
        strategies = strategies_of(part)
        columns = min(2, len(part))
        rows = math.ceil(len(part) / columns)
        height = 3.9 if columns == 1 else 2.7
        page = Page(f"Heap over time: scenario {scenario}", shared, run.place, rows, columns, height)
        drawn = set()
        for number, (panel, axis) in enumerate(zip(part, page.axes)):
            drawn |= draw_panel(axis, panel, samples, strategies)
            page.head(axis, panel.title)
            axis.set_ylabel("allocated heap" if number % columns == 0 else "")
            axis.set_xlabel("seconds since the window began")
        page.hide_unused(len(part))
        written += page.save(
            stem_of("heap", suffix), strategy_handles(strategies, set(strategies) - drawn), caption(part))
    return written


def draw_panel(axis, panel, samples, strategies):
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
            draw_trial(axis, strategy, series, trial.status, number if order == 0 else None)
    if not drawn:
        say_empty(axis, "no samples")
    axis.margins(y=0.08)
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + (high - low) * 0.07)
    # What comes after the drain's limit is the end of the process.
    if drawn and len(windows):
        times = [series["elapsed_s"] for name in panel.trials["trial_id"] if (series := samples.get(name)) is not None]
        last = windows.max() + panel.trials["drain_limit_s"].max() * 1.1 + 0.02
        first, last = min(map(min, times)), min(max(map(max, times)), last)
        axis.set_xlim(first - (last - first) * 0.04, last + (last - first) * 0.02)
    axis.yaxis.set_major_formatter(lambda value, _: units.size(value))
    note_endings(axis, panel, strategies, y=0.02, va="bottom")
    return drawn


def draw_trial(axis, strategy, series, status, number):
    """A trial's line; with a number, one that also bears the strategy's marks."""
    look = style.of(strategy)
    series = series.sort_values("elapsed_s", kind="stable")
    marks = {}
    if number is not None:
        every = max(1, len(series) // 5)
        marks = {**style.marker_of(strategy, scale=0.75), "markevery": (number * every // 12 % every, every)}
    axis.plot(
        series["elapsed_s"], series["allocated_bytes"], linestyle=look.line, linewidth=1 if marks else 0.8,
        alpha=0.9 if marks else 0.55, zorder=3 if marks else 2, gid=f"{strategy}-heap",
        **{"color": look.color, **marks})
    if status != "ok":
        cross(axis, series["elapsed_s"].iloc[-1:], series["allocated_bytes"].iloc[-1:], strategy)


def caption(part):
    words = [
        "One line for each trial; the window is shaded, set-up and warm-up before it, the drain after it, as far as "
        "its limit."]
    if repetitions(part) > 1:
        words.append("The first repetition has the marks.")
    if ways := endings(part):
        words.append(f"×\u00a0the end of a trial that did not end ok ({ways}).")
    return " ".join(words)
