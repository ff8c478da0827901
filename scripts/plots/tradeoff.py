"""The trade-off: the fast class's p99 against the share of deliveries that were dropped, one point per strategy."""

import math

import numpy
from matplotlib.transforms import ScaledTranslation

from . import style, units
from .axes import fit_log
from .page import Page, cross, endings, pages, strategies_of, strategy_handles, without_figure
from .panels import note_endings, panels_of, repetitions, say_empty, share_dropped
from .settings import settings

# How far apart points of one place are drawn, in inches, so that none hides another.
SPREAD = 0.16
LATENCY = "fast_latency_p99_ns"


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    found, shared = settings(trials)
    panels = panels_of(found, latency=True)
    if not any((share_dropped(panel.trials) > 0).any() for panel in panels):
        run.say(f"scenario {scenario}: no timed trial dropped anything, so there is no picture tradeoff")
        return []
    written = []
    for part, suffix in pages(panels, 6):
        values = [value for panel in part for value in panel.trials[LATENCY].dropna()]
        if not values:
            continue
        strategies = strategies_of(part)
        columns = min(2, len(part))
        rows = math.ceil(len(part) / columns)
        page = Page(
            f"Latency against drops: scenario {scenario}", shared, run.place, rows, columns,
            3.9 if columns == 1 else 2.8, sharey=True)
        drawn = set()
        for number, (panel, axis) in enumerate(zip(part, page.axes)):
            drawn |= draw_panel(axis, panel, strategies)
            page.head(axis, panel.title)
            axis.set_ylabel("p99 of the fast class" if number % columns == 0 else "")
            axis.set_xlabel("share of deliveries dropped, fast and slow")
        fit_log(page.axes[0].yaxis, values, units.duration, below=0.06, above=0.1)
        page.hide_unused(len(part))
        written += page.save(
            stem_of("tradeoff", suffix), strategy_handles(strategies, set(strategies) - drawn, lines=False),
            caption(part))
    if not written:
        run.say(f"scenario {scenario}: no trial has a p99, so there is no picture tradeoff")
    return written


def draw_panel(axis, panel, strategies):
    """Draws a panel; the strategies that have a point in it."""
    drawn, most = set(), 0.0
    axis.set_yscale("log")
    for number, strategy in enumerate(strategies):
        aside = (number / max(1, len(strategies) - 1) - 0.5) * SPREAD
        shift = ScaledTranslation(aside, 0, axis.figure.dpi_scale_trans)
        ok, early = panel.of(strategy)
        for rows, draw_points in [(ok, draw_point), (early, draw_early)]:
            shares = share_dropped(rows)
            known = shares.notna() & rows[LATENCY].notna()
            if known.any():
                draw_points(axis, strategy, shares[known].to_numpy(), rows[known], axis.transData + shift)
                most = max(most, shares[known].max())
                drawn.add(strategy)
    if not drawn:
        say_empty(axis, "no p99: too few samples")
    most = most or 1
    axis.set_xlim(-most * 0.06, most * 1.1)
    axis.xaxis.set_major_formatter(lambda value, _: units.percent(round(value, 9)))
    note_endings(axis, panel, strategies)
    return drawn


def draw_point(axis, strategy, shares, rows, transform):
    """The median of the repetitions, and their range both ways."""
    latencies = rows[LATENCY].to_numpy()
    x, y = numpy.median(shares), numpy.median(latencies)
    color = style.of(strategy).color
    thin = {"color": color, "linewidth": 0.9, "alpha": 0.6, "transform": transform}
    if len(rows) > 1:
        axis.plot([x, x], [latencies.min(), latencies.max()], zorder=3, **thin)
        axis.plot([shares.min(), shares.max()], [y, y], zorder=3, **thin)
    bound = rows["latency_bound"].eq(True).any()
    axis.plot(
        [x], [y], linestyle="none", zorder=4, gid=f"{strategy}-{'bound' if bound else 'median'}", transform=transform,
        **style.marker_of(strategy, bound, 1.1))
    if bound:
        axis.annotate(
            "", (x, y), xycoords=transform, xytext=(0, 16), textcoords="offset points", zorder=4,
            arrowprops={"arrowstyle": "<-", "color": color, "lw": 0.9, "shrinkA": 0, "shrinkB": 3})


def draw_early(axis, strategy, shares, rows, transform):
    cross(axis, shares, rows[LATENCY], strategy, transform=transform)


def caption(part):
    words = [
        "Down and to the left is better; what is pending or left in a buffer is not dropped, nor delivered. Points "
        "are set a little apart, so that none hides another."]
    if repetitions(part) > 1:
        words.append(f"Median of {repetitions(part)} repetitions, with their range both ways.")
    if any(panel.trials["latency_bound"].eq(True).any() for panel in part):
        words.append("Open with an arrow: a lower bound.")
    if missing := without_figure(part, LATENCY):
        words.append(missing)
    if ways := endings(part):
        words.append(f"×\u00a0a trial that did not end ok ({ways}), where its figures are known.")
    return " ".join(words)
