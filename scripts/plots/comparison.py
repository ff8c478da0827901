"""Two runs side by side: throughput, p99 and heap growth of each strategy in both."""

import numpy
import pandas
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from . import style, units
from .axes import fit_bytes, fit_log
from .page import Page, cross, endings, pages, strategies_of
from .panels import panels_of, repetitions, say_empty
from .scaling import METRICS
from .settings import settings

# How far above and below the middle of its strategy's row a run is.
APART = 0.2
TITLES = {"throughput": "deliveries per second", "latency": "p99 of the fast class", "heap-growth": "heap growth"}


def scenarios(runs):
    """Those that both have."""
    first, second = (set(run.trials["scenario"]) for run in runs)
    return sorted(first & second)


def draw(runs, scenario, stem_of):
    """The pictures of a scenario; paths of what was written."""
    both = [run.trials[run.trials["scenario"] == scenario] for run in runs]
    trials = pandas.concat([rows.assign(run=number) for number, rows in enumerate(both)], ignore_index=True)
    found, shared = settings(trials)
    panels = panels_of(found)
    matched = [panel for panel in panels if panel.trials["run"].nunique() == 2]
    if not matched:
        runs[0].say(f"scenario {scenario}: the runs have no cell in common; the titles of the panels say why")
    written = []
    for part, suffix in pages(matched or panels, 3):
        strategies = strategies_of(part)
        page = Page(
            f"Two runs: scenario {scenario}", shared, corner(runs), len(part), 3, 0.75 + 0.23 * len(strategies),
            sharey="row")
        for row, panel in zip(page.grid, part):
            here = [name for name in strategies if len(panel.setting.of(name, panel.subscribers))]
            for axis, metric in zip(row, METRICS):
                draw_panel(axis, panel, metric, here)
                axis.set_xlabel(TITLES[metric.file])
            page.head(row[0], panel.title, columns=1)
        handles = [
            Line2D([], [], linestyle="none", color=style.INK, marker=marker, markersize=5, label=f"{name}: {run.id}")
            for run, marker, name in zip(runs, "so", ["first, above", "second, below"])]
        written += page.save(stem_of("compare", suffix), handles, caption(part))
    return written


def corner(runs):
    places = [run.place for run in runs]
    return places[0] if places[0] == places[1] else f"first: {places[0]} — second: {places[1]}"


def draw_panel(axis, panel, metric, strategies):
    values, crosses = [], False
    for place, strategy in enumerate(strategies):
        if place % 2:
            axis.axhspan(place - 0.5, place + 0.5, color="#F5F5F5", lw=0, zorder=0)
        rows = panel.setting.of(strategy, panel.subscribers)
        for number, (marker, up) in enumerate([("s", -APART), ("o", APART)]):
            own = rows[rows["run"] == number]
            ok, early = own[own["status"] == "ok"], own[own["status"] != "ok"]
            values += draw_run(axis, place + up, strategy, marker, ok, metric)
            for value in early[metric.column]:
                known = value > 0 or (metric.linear and not pandas.isna(value))
                values += [value] if known else []
                crosses |= not known
                options = {} if known else {"transform": axis.get_yaxis_transform()}
                cross(axis, [value if known else 0.03], [place + up], strategy, **options)
    axis.set_ylim(len(strategies) - 0.4, -0.6)
    axis.set_yticks(range(len(strategies)), strategies)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="y", visible=False)
    if not values:
        axis.set_xticks([])
        say_empty(axis, "" if crosses else "no figures")
        return
    below = 0.14 if crosses or (not metric.linear and min(values) <= 0) else 0.08
    if metric.linear:
        fit_bytes(axis.xaxis, values, below, 0.1)
    else:
        fit_log(axis.xaxis, values, metric.words, below, 0.1)
    thin_out(axis.xaxis)


def thin_out(axis, least=0.24):
    """Labels that are at least this part of the axis apart, since the panel is narrow; zero stays."""
    low, high = axis.get_view_interval()
    ticks = [tick for tick in axis.get_major_locator()() if low <= tick <= high]
    places = axis.get_transform().transform(numpy.array([low, high, *ticks], dtype=float))
    places = dict(zip(ticks, (places[2:] - places[0]) / (places[1] - places[0])))
    kept = []
    for tick in sorted(ticks, key=lambda tick: (tick != 0, places[tick])):
        if all(abs(places[tick] - places[other]) >= least for other in kept):
            kept.append(tick)
    words = axis.get_major_formatter()
    units.label_fixed(axis, kept, lambda value: words(value))
    axis.set_minor_locator(FixedLocator(ticks))


def draw_run(axis, y, strategy, marker, rows, metric):
    """The median of one run's repetitions with their range; the values that the axis must hold."""
    found = rows[metric.column].dropna().to_numpy()
    if not len(found):
        return []
    color = style.of(strategy).color
    median = float(numpy.median(found))
    bound = metric.open_only and rows["latency_bound"].eq(True).any()
    marks = {"marker": marker, "markersize": 4.6, "color": color, "markerfacecolor": "white" if bound else color}
    if median <= 0 and not metric.linear:
        axis.plot([0.03], [y], transform=axis.get_yaxis_transform(), linestyle="none", zorder=4, **marks)
        axis.annotate("0", (0.03, y), xycoords=axis.get_yaxis_transform(), xytext=(5, 0), textcoords="offset points",
                      fontsize=7, va="center", color=color)  # fmt: skip
        return list(found)
    axis.plot([found.min(), found.max()], [y, y], color=color, linewidth=1, alpha=0.75, zorder=3)
    axis.plot([median], [y], linestyle="none", zorder=4, gid=f"{strategy}-{'bound' if bound else 'median'}", **marks)
    if bound:
        axis.annotate(
            "", (median, y), xytext=(15, 0), textcoords="offset points", zorder=4,
            arrowprops={"arrowstyle": "<-", "color": color, "lw": 0.9, "shrinkA": 0, "shrinkB": 3})
    return list(found)


def caption(part):
    words = ["Each panel has a scale of its own."]
    if repetitions(part) > 1:
        words.append("Median of the repetitions, with their range.")
    if any(panel.trials["latency_bound"].eq(True).any() for panel in part):
        words.append("Open with an arrow: a lower bound.")
    if ways := endings(part):
        words.append(f"×\u00a0a trial that did not end ok ({ways}), in no median, at the left where it has no figure.")
    return " ".join(words)
