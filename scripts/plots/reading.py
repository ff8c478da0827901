"""Reads the CSV files of a run, and says what is wrong with one by file and line."""

import csv
import io
import math

import pandas

SCHEMA_VERSION = 1

IDENTITY = [
    "schema_version", "repetition", "timeout_ms", "partitions", "topics", "publishers", "subscribers", "capacity",
    "slow_fraction", "slow_subscribers", "slow_delay_ms", "slow_burst", "evict_after", "offered_rate_per_s",
    "payload_bytes", "warmup_s", "duration_s", "messages", "drain_limit_s", "heap_limit_bytes", "overlap_limit",
]  # fmt: skip
ACCOUNTS = [
    "deliveries", "drops_timed_out", "drops_rejected_newest", "drops_evicted_oldest", "drops_closed", "depth_left",
    "pending",
]  # fmt: skip
FIGURES = [
    "published", "unpublished", "fan_out", *(f"{name}_{account}" for name in ["fast", "slow"] for account in ACCOUNTS),
    "deliveries_per_s", "window_s", "cpu_ns_per_delivery", "fast_latency_p99_ns", "heap_baseline_bytes",
    "heap_growth_bytes",
]  # fmt: skip
TEXTS = [
    "run_id", "trial_id", "scenario", "implementation", "implementation_version", "executor", "consumer", "strategy",
    "timer_source", "dispatch", "slow_kind", "load_model", "side", "status", "status_detail",
]  # fmt: skip

# What is needed of each file: columns of numbers, of flags, of text; more may be there.
COLUMNS = {
    "trials.csv": (IDENTITY + FIGURES, ["exact", "profiled", "behind", "latency_bound"], TEXTS),
    "samples.csv": (["elapsed_s", "allocated_bytes", "pending_timers"], [], ["trial_id", "phase"]),
    "histograms.csv": ([], [], ["trial_id", "metric", "encoding"]),
}
# Fields that no row can do without.
NEEDED = {"trial_id", "scenario", "strategy", "subscribers", "load_model", "status", "metric", "encoding", "elapsed_s"}
# What XML, and so SVG, cannot hold.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF], "?")
FLAGS = {"true": True, "false": False, "": None}


class BadInput(Exception):
    """What is wrong with a file, where, and what to do."""


def read(path, say):
    """The rows of one of our files as a data frame, with the line of each; empty numbers are NaN, empty texts ''.

    A last row that was not written to its end is left out, which `say` is told.
    """
    header, rows = split(path, say)
    numbers, flags, texts = COLUMNS[path.name]
    check_version(path, header, rows)
    places = {name: place(path, header, name) for name in [*numbers, *flags, *texts]}
    for line, fields in rows:
        if len(fields) != len(header):
            raise BadInput(
                f"{path}:{line}: {len(fields)} fields, but the header has {len(header)}: mend the row or take it out")
        for name in NEEDED & places.keys():
            if not fields[places[name]]:
                raise BadInput(f"{path}:{line}: column '{name}' is empty: mend the row or take it out")
    frame = {"line": [line for line, _ in rows]}
    for name in texts:
        frame[name] = [fields[places[name]].translate(UNPRINTABLE) for _, fields in rows]
    for name in numbers:
        found = [parsed(path, line, name, fields[places[name]]) for line, fields in rows]
        frame[name] = pandas.Series(found, dtype=float)
    for name in flags:
        found = [flag(path, line, name, fields[places[name]]) for line, fields in rows]
        frame[name] = pandas.Series(found, dtype=object)
    return pandas.DataFrame(frame)


def split(path, say):
    """The header, and the whole rows with the line that each begins on."""
    rows, line = [], 1
    text = text_of(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    csv.field_size_limit(1 << 30)
    torn = None
    try:
        for fields in reader:
            rows.append((line, fields))
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            raise BadInput(f"{path}:{line}: this is no CSV ({error}): {what_to_give(path)}") from None
        torn = line
    # A row is whole once its line feed is there.
    if torn is None and rows and not text.endswith("\n"):
        torn = rows.pop()[0]
    if not rows:
        where = "the header was not written to its end" if torn else "the file is empty: a header is missing"
        raise BadInput(f"{path}:1: {where}; measure again, or give the folder of another run")
    if torn:
        say(f"{path}:{torn}: the last row was not written to its end and is left out")
    return rows[0][1], rows[1:]


def text_of(path):
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path}:1: there is no such file: {what_to_give(path)}") from None
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}:{line}: this is no UTF-8: {what_to_give(path)}") from None


def what_to_give(path):
    return f"give the folder of a run, with the {path.name} that 'laggard run' wrote"


def check_version(path, header, rows):
    """Before the columns are looked at, since another version has other columns."""
    if "schema_version" not in header:
        return
    index = header.index("schema_version")
    for line, fields in rows:
        if index < len(fields):
            refuse_version(f"{path}:{line}: column 'schema_version'", fields[index])


def refuse_version(where, version):
    """Says no to any version but ours, in words."""
    if version == str(SCHEMA_VERSION):
        return
    try:
        age = "newer" if int(version) > SCHEMA_VERSION else "older"
        what = f"the file has version {version}, of a laggard {age} than this one, which draws {SCHEMA_VERSION}"
    except ValueError:
        what = f"'{version}' is no version; this laggard draws {SCHEMA_VERSION}"
    raise BadInput(f"{where}: {what}: draw it with the laggard that wrote it, or run the plan again")


def place(path, header, name):
    if header.count(name) != 1:
        what = "is there twice" if name in header else "is missing"
        raise BadInput(f"{path}:1: column '{name}' {what}: {what_to_give(path)}")
    return header.index(name)


def parsed(path, line, name, field):
    if not field:
        return math.nan
    try:
        value = float(field)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadInput(f"{path}:{line}: column '{name}': '{field}' is no number: mend the row or take it out")
    if name == "subscribers" and value < 1:
        raise BadInput(f"{path}:{line}: column '{name}': '{field}' is below 1: mend the row or take it out")
    return value


def flag(path, line, name, field):
    if field not in FLAGS:
        raise BadInput(
            f"{path}:{line}: column '{name}': '{field}' is neither true nor false: mend the row or take it out")
    return FLAGS[field]
