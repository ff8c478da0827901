"""Axes that fit their values: logarithmic, or linear around 0 where values go below it."""

import numpy

from . import units

# Up to here an axis of heap growth is linear: it goes below 0, and what the allocator does by chance is no news.
LINEAR_BYTES = 100_000


def fit_log(axis, values, words, below=0.04, above=0.06):
    """A logarithmic axis over the values, with so much of its length free at its ends."""
    values = numpy.asarray([value for value in values if value > 0] or [1, 10], dtype=float)
    set_scale(axis, "log")
    extend(axis, values, 0.3, below, above)
    units.label_log(axis, words)


def fit_bytes(axis, values, below=0.04, above=0.06):
    """An axis of bytes that may be negative: linear up to `LINEAR_BYTES`, logarithmic beyond."""
    values = numpy.asarray(values if len(values) else [0, 1000], dtype=float)
    set_scale(axis, "symlog", linthresh=LINEAR_BYTES, linscale=1)
    limits = extend(axis, values, LINEAR_BYTES / 10, below, above)
    low, high = limits
    most = max(abs(low), abs(high))
    if most <= LINEAR_BYTES * 1.5:
        step = next(step for step in [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5] if (high - low) / step <= 7)
        ticks = list(numpy.arange(-3 * LINEAR_BYTES, 3 * LINEAR_BYTES, step))
    else:
        parts = [1, 2, 5] if most < 2e6 and low > -LINEAR_BYTES else [1]
        ticks = [LINEAR_BYTES * part * 10**power for power in range(9) for part in parts]
        ticks += [LINEAR_BYTES / 2] if most < 2e7 and axis.axis_name == "y" else []
        ticks = [0, *ticks, *(-tick for tick in ticks)]
    units.label_fixed(axis, sorted(tick for tick in ticks if low <= tick <= high), units.size)


def set_scale(axis, name, **options):
    (axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale)(name, **options)


def extend(axis, values, least, below, above):
    """Sets the limits, by length on the paper; gives them back."""
    scale = axis.get_transform()
    low, high = scale.transform(numpy.array([values.min(), values.max()]))
    span = max(high - low, least)
    centre = (low + high) / 2
    length = span / (1 - below - above)
    low = centre - span / 2 - length * below
    limits = scale.inverted().transform(numpy.array([low, low + length]))
    (axis.axes.set_xlim if axis.axis_name == "x" else axis.axes.set_ylim)(*limits)
    return limits
