"""Figures in words: three digits and a unit, as the tables of laggard have them."""

import math

from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullFormatter, NullLocator

PREFIXES = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]


def number(value):
    """Three digits, without trailing zeros, thousands apart."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{round(value, digits):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(value, units, smallest):
    for size, unit in units:
        if abs(value) >= size * 0.9995:
            return f"{number(value / size)} {unit}"
    return f"{number(value)} {smallest}".rstrip()


def count(value):
    return scaled(value, PREFIXES, "").replace(" ", "")


def size(value):
    """Bytes, in powers of 1,000."""
    return scaled(value, [(factor, f"{prefix.upper()}B") for factor, prefix in PREFIXES], "B") if value else "0"


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
