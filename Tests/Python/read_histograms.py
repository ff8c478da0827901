"""Decodes the histograms of a run with Python's hdrhistogram, and prints what it finds as JSON, one object per row.

python read_histograms.py FILE
"""

import csv
import json
import sys

from hdrh.histogram import HdrHistogram

PERCENTILES = [0, 50, 90, 99, 99.9, 100]

found = []
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        histogram = HdrHistogram.decode(row["encoding"])
        found.append(
            {
                "trial_id": row["trial_id"],
                "metric": row["metric"],
                "total": histogram.get_total_count(),
                "max": histogram.get_max_value(),
                "counts": [
                    [item.value_iterated_to, item.count_at_value_iterated_to]
                    for item in histogram.get_recorded_iterator()
                ],
                "percentiles": [histogram.get_value_at_percentile(percentile) for percentile in PERCENTILES],
            }
        )
json.dump(found, sys.stdout)
