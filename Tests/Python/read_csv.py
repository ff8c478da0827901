"""Reads a CSV file of a run with the csv module and with pandas, and prints what both saw as JSON.

python read_csv.py FILE

Fails where the two disagree, where a row has another number of fields than the header, or where a column that holds
numbers holds something else.
"""

import csv
import json
import sys

import pandas

TEXT = {
    "run_id", "trial_id", "cell_id", "started_at", "host", "side", "scenario", "implementation",
    "implementation_version", "executor", "consumer", "strategy", "timer_source", "dispatch", "slow_kind",
    "load_model", "exact", "profiled", "status", "status_detail", "behind", "latency_bound", "heap_source", "phase",
}  # fmt: skip

path = sys.argv[1]
with open(path, newline="", encoding="utf-8") as file:
    header, *rows = csv.reader(file, strict=True)
for number, row in enumerate(rows, 1):
    assert len(row) == len(header), f"row {number} has {len(row)} fields, the header {len(header)}"
    for name, field in zip(header, row):
        if name not in TEXT and field:
            float(field)

frame = pandas.read_csv(path)
assert list(frame.columns) == header, "pandas sees other columns"
assert len(frame) == len(rows), f"pandas sees {len(frame)} rows, csv {len(rows)}"
for name in header:
    if name not in TEXT:
        assert pandas.api.types.is_numeric_dtype(frame[name]), f"{name} is no number to pandas"
if "status" in header:
    assert frame["status"].notna().all(), "a row has no status"

numbers = frame[[name for name in header if name not in TEXT]].astype(object)
json.dump(
    {
        "columns": header,
        "rows": [dict(zip(header, row)) for row in rows],
        "numbers": json.loads(numbers.to_json(orient="records", double_precision=15)),
    },
    sys.stdout,
)
