"""Figures in words: three digits and a unit, as the tables of laggard have them."""

import math

from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, MaxNLocator, NullFormatter, NullLocator

PREFIXES = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]


def number(value, digits=3):
    """So many digits, without trailing zeros, thousands apart."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{round(value, decimals):,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(value, units, smallest, digits=3):
    for size, unit in units:
        if abs(value) >= size * 0.9995:
            return f"{number(value / size, digits)} {unit}"
    return f"{number(value, digits)} {smallest}".rstrip()


def count(value, digits=3):
    return scaled(value, PREFIXES, "", digits).replace(" ", "")


def size(value, digits=3):
    """Bytes, in powers of 1,000."""
    return scaled(value, [(factor, f"{prefix.upper()}B") for factor, prefix in PREFIXES], "B", digits) if value else "0"


def duration(value):
    """Nanoseconds."""
    return scaled(value, [(1e9, "s"), (1e6, "ms"), (1e3, "us")], "ns")


def long_duration(value):
    """Nanoseconds, in minutes where they are whole ones."""
    return f"{number(value / 60e9)} min" if value >= 60e9 and value % 60e9 == 0 else duration(value)


def whole(value):
    return f"{value:,.0f}"


def percent(value):
    return f"{number(value)}%"


def label_linear(axis, words):
    """Labels a linear axis at steps of 1, 2 or 5, with digits enough to tell them apart."""
    axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10]))
    low, high = axis.get_view_interval()
    places = [place for place in axis.get_major_locator().tick_values(low, high) if low <= place <= high]
    step = min((after - before for before, after in zip(places, places[1:])), default=0)

    def label(value, _):
        if not value or not step:
            return words(value)
        return words(value, max(3, power(value) - power(step) + 1))

    axis.set_major_formatter(FuncFormatter(label))


def power(value):
    return math.floor(math.log10(abs(value)) + 1e-9)


def label_log(axis, words):
    """Labels a logarithmic axis at its decades, and between them where there are few."""
    low, high = axis.get_view_interval()
    decades = math.log10(high / low)
    subs = (1,) if decades > 2.2 else (1, 2, 5) if decades > 0.6 else tuple(range(1, 10))
    axis.set_major_locator(LogLocator(subs=subs, numticks=20))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words(value)))
    axis.set_minor_locator(LogLocator(subs=tuple(range(2, 10)), numticks=200) if decades < 6 else NullLocator())
    axis.set_minor_formatter(NullFormatter())


def label_fixed(axis, values, words):
    axis.set_major_locator(FixedLocator(list(values)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words(value)))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
