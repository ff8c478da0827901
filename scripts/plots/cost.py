"""What a delivery costs along each axis that a scenario goes: subscribers, topics, publishers."""

import math

from . import scaling, units
from .page import Page, pages, strategies_of, strategy_handles, without_figure
from .settings import settings

AXES = ["subscribers", "topics", "publishers"]
METRIC = scaling.Metric(
    "scaling", "cpu_ns_per_delivery", "Cost per delivery", "CPU time per delivery", units.duration)  # fmt: skip


def draw(run, scenario, trials, stem_of):
    """The pictures of a scenario; paths of what was written."""
    found = [(along, *settings(trials, along)) for along in AXES if trials[along].nunique() > 1]
    shown = [(along, setting) for along, those, _ in found for setting in those if len(setting.places(along)) > 1]
    if not shown:
        return []
    chosen = [setting for _, setting in shown]
    if all(scaling.nothing(setting.trials, METRIC) for setting in chosen):
        run.say(f"scenario {scenario}: no trial has a {METRIC.column}, so there is no picture {METRIC.file}")
        return []
    ends, written = scaling.Ends(chosen, METRIC), []
    for part, suffix in pages(shown, 6):
        written += page_of(run, scenario, part, found[0][2], ends, stem_of(METRIC.file, suffix))
    return written


def page_of(run, scenario, part, shared, ends, stem):
    """A page of panels, each with its axis."""
    chosen = [setting for _, setting in part]
    strategies, columns = strategies_of(chosen), min(2, len(part))
    page = Page(
        f"{METRIC.title}: scenario {scenario}", shared, run.place, math.ceil(len(part) / columns), columns,
        3.9 if columns == 1 else 3.1)
    drawn = set()
    for number, (along, setting) in enumerate(part):
        axis = page.axes[number]
        drawn |= scaling.panel(page, axis, setting, METRIC, strategies, ends, along)
        axis.set_ylabel(METRIC.axis if number % columns == 0 else "")
    page.hide_unused(len(part))
    axes = " and ".join(along for along in AXES if along in {along for along, _ in part})
    return page.save(
        stem, strategy_handles(strategies, set(strategies) - drawn), caption(chosen, axes, ends))


def caption(chosen, axes, ends):
    parts = [
        scaling.caption(chosen, METRIC, ends, f"their number of {axes}"),
        "CPU time of the whole child in the window, over its deliveries; a core makes 1 s over it of them.",
        without_figure(chosen, METRIC.column),
    ]
    return " ".join(part for part in parts if part)
