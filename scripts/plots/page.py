"""A page: a title, a grid of panels, the legend, and in the corner where it was measured."""

import math
import textwrap

import matplotlib.pyplot as plt
from matplotlib.lines import Line2D

from . import style, units

# Inches. A README shows 880 pixels: 100 to the inch; the PNG has twice as many.
WIDTH, DPI = 8.8, 200
LINE, LEGEND_LINE = 0.15, 0.2
CHARACTERS = 152


class Page:
    """Panels of a fixed height, so that the text is as large on each page. Leave it with `save`."""

    def __init__(self, title, subtitle, corner, rows, columns, height, *, sharey=False, sharex=False):
        self.title, self.corner = textwrap.shorten(title, 90, placeholder="..."), corner
        self.columns = columns
        self.subtitle = textwrap.wrap(subtitle, CHARACTERS - 10)
        self.height = rows * height
        self.figure, axes = plt.subplots(
            rows, columns, squeeze=False, sharey=sharey, sharex=sharex, layout="constrained")
        self.axes = [axis for row in axes for axis in row]
        self.grid = axes

    def head(self, axis, words, columns=None):
        """The title of a panel, in as many lines as its width takes."""
        width = CHARACTERS // (columns or self.columns) - 12
        axis.set_title("\n".join(textwrap.wrap(words, width)), loc="left", color=style.INK)

    def hide_unused(self, used):
        for axis in self.axes[used:]:
            axis.set_visible(False)

    def settle(self):
        """Lays the panels out, once for both files and to whole ten-thousandths: the solver's last digits vary."""
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")
        for axis in self.axes:
            axis.set_position([round(part, 4) for part in axis.get_position(original=True).bounds])

    def save(self, stem, handles, caption):
        """Writes stem.png and stem.svg, and gives back their paths."""
        caption = textwrap.wrap(caption, CHARACTERS)
        corner = textwrap.wrap(self.corner, CHARACTERS + 16)
        columns = legend_columns([handle.get_label() for handle in handles])
        legend_lines = math.ceil(len(handles) / columns)
        header = 0.1 + 0.24 + LINE * len(self.subtitle) + 0.08
        footer = 0.1 + LEGEND_LINE * legend_lines + LINE * len(caption) + 0.1 + LINE * len(corner) + 0.06
        total = header + self.height + footer
        figure = self.figure
        figure.set_size_inches(WIDTH, total)
        figure.get_layout_engine().set(
            rect=(0.01, footer / total, 0.984, self.height / total), w_pad=0.04, h_pad=0.04, hspace=0.03, wspace=0.02)
        left = 0.1 / WIDTH
        figure.text(left, 1 - 0.1 / total, self.title, fontsize=11.5, fontweight="bold", va="top", color=style.INK)
        for number, line in enumerate(self.subtitle):
            at = 1 - (0.34 + LINE * number) / total
            figure.text(left, at, line, fontsize=8.5, va="top", color=style.FAINT)
        at = footer - 0.1
        if handles:
            figure.legend(
                handles=handles, loc="upper left", bbox_to_anchor=(left, at / total), ncols=columns, borderpad=0,
                borderaxespad=0, handlelength=2.9, columnspacing=1.6, labelspacing=0.35)
        at -= LEGEND_LINE * legend_lines + 0.02
        for line in caption:
            figure.text(left, at / total, line, fontsize=8, va="top", color=style.INK)
            at -= LINE
        at -= 0.06
        for line in corner:
            figure.text(1 - left, at / total, line, fontsize=7, va="top", ha="right", color=style.FAINT)
            at -= LINE
        paths = [stem.with_name(f"{stem.name}.{ending}") for ending in ["png", "svg"]]
        self.settle()
        figure.savefig(paths[0], dpi=DPI, metadata={"Software": None})
        figure.savefig(paths[1], metadata={"Date": None, "Creator": None})
        plt.close(figure)
        return paths


def legend_columns(labels, most=6):
    """As many as there is room for; they are filled one after the other."""
    for columns in range(min(most, len(labels)), 1, -1):
        rows, longer = divmod(len(labels), columns)
        starts = [column * rows + min(column, longer) for column in range(columns + 1)]
        widest = [max(map(len, labels[start:end])) for start, end in zip(starts, starts[1:])]
        if sum(0.63 + 0.06 * length for length in widest) <= WIDTH - 0.2:
            return columns
    return 1


def pages(panels, most):
    """The panels by page, and what a file of that page has after its name."""
    parts = [panels[start : start + most] for start in range(0, len(panels), most)]
    return [(part, "" if number == 0 else f"-{number + 1}") for number, part in enumerate(parts)]


def strategy_handles(strategies, absent=(), lines=True):
    """The legend: every strategy, also one that has nothing to show."""
    handles = []
    for name in strategies:
        look = style.of(name)
        label = f"{name} (no figure)" if name in absent else name
        handles.append(
            Line2D([], [], linestyle=look.line if lines else "none", label=label, **style.marker_of(name)))
    return handles


def strategies_of(part):
    """The strategies that have a trial in these settings or panels, in order."""
    return style.in_order(strategy for shown in part for strategy in shown.trials["strategy"])


def cross(axis, x, y, strategy, **options):
    """The mark of trials that did not end as ok."""
    return axis.plot(
        x, y, linestyle="none", marker="x", markersize=6.5, markeredgewidth=1.8, color=style.of(strategy).color,
        zorder=6, gid=f"{strategy}-not-ok", **options)


def endings(part):
    """In words, how the trials of these settings or panels have ended that are not ok."""
    return ", ".join(sorted({status for shown in part for status in shown.trials["status"]} - {"ok"}))


def without_figure(part, column):
    """In words, which strategies have trials that ended ok, and yet nothing to show; empty where all have."""
    missing = {}
    for shown in part:
        ok = shown.trials[shown.trials["status"] == "ok"]
        for (strategy, subscribers), values in ok.groupby(["strategy", "subscribers"])[column]:
            if values.isna().all():
                missing.setdefault(strategy, set()).add(subscribers)
    names = [f"{name} at {', '.join(map(units.whole, sorted(missing[name])))}" for name in style.in_order(missing)]
    return f"No figure (too few samples, or none): {'; '.join(names)}." if names else ""
