"""Panels for one setting and one number of subscribers each, and what is said in them."""

import math
from dataclasses import dataclass

import numpy

from . import style
from .reading import ACCOUNTS
from .settings import Setting

DROPS = [name for name in ACCOUNTS if name.startswith("drops_")]
CLASSES = ["fast", "slow"]


@dataclass(frozen=True, eq=False)
class Panel:
    setting: Setting
    subscribers: float

    @property
    def title(self):
        return self.setting.titled(self.subscribers)

    @property
    def trials(self):
        return self.setting.trials[self.setting.trials["subscribers"] == self.subscribers]

    def of(self, strategy):
        """Its trials that ended as ok, and the others."""
        rows = self.setting.of(strategy, self.subscribers)
        ok = rows["status"] == "ok"
        return rows[ok], rows[~ok]


def panels_of(found, latency=False):
    """The panels of the settings; with `latency`, of those that can have one."""
    chosen = [setting for setting in found if not latency or timed(setting)]
    return [Panel(setting, subscribers) for setting in chosen for subscribers in setting.subscribers]


def timed(setting):
    """Whether its trials have latencies: a saturated load has none, nor has one that is counted exactly."""
    return setting.load_model == "open" and not setting.trials["exact"].eq(True).all()


def classes_of(panels):
    """Both classes, or the fast one alone where no subscriber is slow."""
    return CLASSES if any((panel.trials["slow_subscribers"] > 0).any() for panel in panels) else CLASSES[:1]


def share_dropped(rows):
    """Of the deliveries that were published, the share dropped, in percent, of each trial; NaN where not known."""
    drops = sum(rows[f"{name}_{drop}"] for name in CLASSES for drop in DROPS)
    whole = sum(rows[f"{name}_{account}"] for name in CLASSES for account in ACCOUNTS)
    return drops / whole.where(whole > 0, math.nan) * 100


def note_endings(axis, panel, strategies, x=0.99, y=0.98, va="top"):
    """Names each strategy whose trials did not end as ok, in a corner."""
    lines = []
    for strategy in strategies:
        ok, early = panel.of(strategy)
        for status, rows in early.groupby("status"):
            total = len(ok) + len(early)
            lines.append((f"× {strategy}: {status}" + (f", {len(rows)} of {total}" if total > 1 else ""), strategy))
    step = 11
    for number, (words, strategy) in enumerate(lines):
        down = -step * number if va == "top" else step * (len(lines) - 1 - number)
        axis.annotate(
            words, (x, y), xycoords="axes fraction", xytext=(0, down), textcoords="offset points", ha="right", va=va,
            fontsize=7.5, color=style.of(strategy).color, zorder=8,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.8})
    return bool(lines)


def say_empty(axis, words):
    axis.text(0.5, 0.5, words, transform=axis.transAxes, ha="center", va="center", fontsize=8, color=style.FAINT)


def repetitions(panels):
    return max(int(numpy.nanmax(panel.trials["repetition"])) + 1 for panel in panels)
