"""What varies in a scenario besides the strategy and what is along the axis: each such setting is a panel."""

from dataclasses import dataclass

import pandas

from . import units


def plain(value):
    return value if isinstance(value, str) else units.number(value)


def spoken(template):
    return lambda value: template.format(plain(value))


def milliseconds(name):
    return lambda value: f"{name} {units.long_duration(value * 1e6)}"


def seconds(name):
    return lambda value: f"{name} {units.long_duration(value * 1e9)}"


def slow(value):
    return f"{units.percent(value * 100)} slow" if value else "none slow"


# The columns that can make a setting, the telling ones first, and how each reads.
WORDS = {
    "side": spoken("{}"),
    "implementation": spoken("{}"),
    "implementation_version": spoken("version {}"),
    "load_model": lambda value: "open load" if value == "open" else value,
    "exact": lambda value: "counted exactly" if value == "true" else "timed",
    "offered_rate_per_s": spoken("{} messages/s"),
    "slow_fraction": slow,
    "slow_kind": spoken("{}"),
    "slow_delay_ms": milliseconds("slow delay"),
    "slow_burst": spoken("bursts of {}"),
    "dispatch": spoken("{}"),
    "timer_source": spoken("{} timers"),
    "timeout_ms": milliseconds("timeout"),
    "capacity": spoken("capacity {}"),
    "evict_after": spoken("evicted after {}"),
    "partitions": spoken("{} partitions"),
    "subscribers": spoken("{} subscribers"),
    "topics": spoken("{} topics"),
    "publishers": spoken("{} publishers"),
    "executor": spoken("{} executor"),
    "consumer": spoken("{} consumer"),
    "payload_bytes": lambda value: f"payload {units.size(value)}",
    "messages": spoken("{} messages"),
    "duration_s": seconds("window"),
    "warmup_s": seconds("warm-up"),
    "drain_limit_s": seconds("drain limit"),
    "heap_limit_bytes": lambda value: f"heap limit {units.size(value)}",
    "overlap_limit": spoken("overlap limit {}"),
    "profiled": lambda value: "profiled" if value == "true" else "not profiled",
}
# What makes a setting of its own wherever it varies: a saturated trial is no open one.
APART = ["load_model", "exact"]
# Said of a scenario where it is the same for all of its trials, and of a setting where it is not.
DESCRIBING = [
    "load_model", "offered_rate_per_s", "slow_fraction", "slow_kind", "slow_delay_ms", "dispatch", "timer_source",
    "timeout_ms", "capacity",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Setting:
    label: str
    trials: pandas.DataFrame

    def titled(self, subscribers):
        """The setting, with so many subscribers."""
        return ", ".join(part for part in [f"{units.whole(subscribers)} subscribers", self.label] if part)

    @property
    def load_model(self):
        return self.trials["load_model"].iloc[0]

    @property
    def subscribers(self):
        return self.places("subscribers")

    def places(self, along):
        """The values of what is along the axis."""
        return sorted(self.trials[along].unique())

    def of(self, strategy, subscribers=None):
        chosen = self.trials["strategy"] == strategy
        if subscribers is not None:
            chosen &= self.trials["subscribers"] == subscribers
        return self.trials[chosen]


def settings(trials, along="subscribers"):
    """The settings of one scenario's trials, and what all of them share in words; `along` is the column of the axis.

    A trial to which what varies does not apply (`drop-newest` has no timers) is in each setting that it can be in.
    """
    keys = keyed(trials)
    columns = splitting(keys, along)
    found = keys[columns].apply(tuple, axis=1) if columns else pandas.Series([()] * len(keys), index=keys.index)
    distinct = sorted(set(found), key=lambda key: [ordered(value) for value in key])
    settled = [key for key in distinct if not any(key != other and fits(key, other) for other in distinct)]
    result = []
    for key in settled:
        rows = [fits(own, key) for own in found]
        result.append(Setting(label(keys, keys[rows], columns, dict(zip(columns, key))), trials[rows]))
    return result, shared(keys, columns)


def keyed(trials):
    """The columns that can make a setting: texts and numbers, '' where one does not apply."""
    keys = trials[["strategy", *WORDS]].copy()
    for name in WORDS:
        if name in ("exact", "profiled"):
            keys[name] = ["true" if value else "false" for value in keys[name]]
        elif keys[name].dtype != object:
            keys[name] = ["" if pandas.isna(value) else value for value in keys[name]]
    return keys


def splitting(keys, along):
    """The columns that vary where the strategy, what is along the axis and the columns before them do not."""
    columns = [name for name in APART if keys[name].nunique() > 1]
    for name in WORDS:
        if name in columns or name == along:
            continue
        told = keys[keys[name] != ""].groupby(["strategy", along, *columns], sort=False)[name]
        if (told.nunique() > 1).any():
            columns.append(name)
    return [name for name in WORDS if name in columns]


def fits(key, other):
    return all(mine in ("", theirs) for mine, theirs in zip(key, other))


def ordered(value):
    return (isinstance(value, str), value)


def told(keys, name):
    """The values of a column, where it applies."""
    return sorted(set(keys.loc[keys[name] != "", name]), key=ordered)


def label(keys, own, columns, key):
    """What sets a setting apart: the values of its key, and what else is the same in it alone."""
    parts = []
    for name in WORDS:
        values = told(own, name)
        if name in columns:
            value = key[name]
            parts += [WORDS[name](value)] if value != "" else []
        elif name in DESCRIBING and columns and len(values) == 1 and len(told(keys, name)) > 1:
            parts.append(WORDS[name](values[0]))
    return ", ".join(parts)


def shared(keys, columns):
    """What all trials of a scenario have in common, in words."""
    parts = []
    for name in DESCRIBING:
        values = told(keys, name)
        if len(values) == 1:
            if name == "slow_kind" and values == ["constant"]:
                continue
            parts.append(WORDS[name](values[0]))
        elif name == "offered_rate_per_s" and values and name not in columns:
            parts.append(f"{plain(values[0])} to {plain(values[-1])} messages/s")
    return ", ".join(parts)
