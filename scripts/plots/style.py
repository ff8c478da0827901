"""How a strategy looks, in every picture; told apart by colour, marker and line, so that any one of them will do."""

import colorsys
import zlib
from typing import NamedTuple


class Style(NamedTuple):
    color: str
    # On a dark page.
    dark: str
    marker: str
    line: object


DASHED, DASH_DOT, DOTTED = (0, (5, 1.5)), (0, (6, 1.5, 1.2, 1.5)), (0, (1.2, 1.2))

# Colours of Okabe and Ito and of Paul Tol, which the colour-blind can tell apart. The line says where a strategy comes
# from, as docs/strategies.md has it: solid as published, dashed repaired, dash-dotted what Swift code does today,
# dotted beyond.
STRATEGIES = {
    "after": Style("#D55E00", "#FF8A3D", "o", "-"),
    "shared-timer": Style("#CC79A7", "#E39AC3", "s", "-"),
    "shared-ticker": Style("#882255", "#D2669B", "^", "-"),
    "timer": Style("#0072B2", "#4DA6E0", "D", DASHED),
    "ticker": Style("#56B4E9", "#8FD0F7", "v", DASHED),
    "task-race": Style("#E69F00", "#FFC043", "P", DASH_DOT),
    "lazy-after": Style("#999933", "#C2C25A", "p", DASH_DOT),
    "drop-newest": Style("#009E73", "#2FCB9E", "<", DOTTED),
    "deadline": Style("#000000", "#FFFFFF", ">", DOTTED),
    "drop-oldest": Style("#332288", "#9C8CF0", "h", DOTTED),
    "evict": Style("#661100", "#D9806B", "*", DOTTED),
    "none": Style("#888888", "#A8A8A8", "d", DOTTED),
}
MARKER_SIZES = {"*": 7.5, "D": 4.2, "d": 5.2, "s": 4.6, "P": 5.8}
INK, FAINT, GRID = "#222222", "#666666", "#DDDDDD"

SETTINGS = {
    "axes.unicode_minus": False,  # As in the words of units.py.
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.titlesize": 8.5,
    "axes.labelsize": 8.5,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "axes.grid.which": "major",
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "lines.linewidth": 1.3,
    "hatch.linewidth": 0.6,
    # Names are text, not formulas; text stays text in an SVG; and what is random in one has a seed.
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "laggard",
}


def apply():
    """Nobody's own settings, but these."""
    # Only here: who asks for colours alone needs no matplotlib.
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(SETTINGS)


def of(strategy):
    """A strategy that is not in the list gets the style that its name makes, the same every time."""
    if strategy in STRATEGIES:
        return STRATEGIES[strategy]
    chance = zlib.crc32(strategy.encode())
    light, dark = (_color(chance % 360 / 360, lightness) for lightness in (0.35, 0.7))
    return Style(light, dark, "os^Dv<>"[chance // 360 % 7], "-")


def _color(hue, lightness):
    return "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, 0.6))


def in_order(strategies):
    """The known ones in the order of the manual, then the others."""
    known = list(STRATEGIES)
    return sorted(set(strategies), key=lambda name: (known.index(name) if name in known else len(known), name))


def marker_of(strategy, is_open=False, scale=1):
    """Arguments of `plot` for the marker: filled, or open for a lower bound."""
    style = of(strategy)
    return {
        "color": style.color,
        "marker": style.marker,
        "markersize": MARKER_SIZES.get(style.marker, 5) * scale,
        "markerfacecolor": "white" if is_open else style.color,
        "markeredgecolor": style.color,
        "markeredgewidth": 1.1,
    }
