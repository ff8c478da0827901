"""Makes the files of a run, as laggard writes them, without measuring anything."""

import csv
import json
import math
import re
from pathlib import Path

from hdrh.histogram import HdrHistogram

ROOT = Path(__file__).resolve().parents[2]
STRATEGIES = [
    "after", "shared-timer", "shared-ticker", "timer", "ticker", "task-race", "lazy-after", "drop-newest", "deadline",
    "drop-oldest", "evict", "none",
]  # fmt: skip
MANIFEST = {
    "schema_version": 1,
    "machine": {"cpu_model": "A <quick> CPU & more", "cores": 2, "kernel": "Linux 6.1"},
    "build": {"version": "0.1.0", "revision": "0123456789abcdef0123", "dirty": False, "compiler": "Swift 6.2"},
}


def columns(name):
    """The columns of one of the files, as docs/columns.md has them."""
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    part = re.search(rf"^## {re.escape(name)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)[1]
    return re.findall(r"^\| `(\w+)` \|", part, re.M)


class MadeRun:
    """Trials, samples and histograms, to be changed before they are written."""

    def __init__(self):
        self.trials, self.samples, self.histograms, self.manifest = [], [], [], dict(MANIFEST)

    def add(self, strategy="timer", subscribers=100, repetition=0, **changes):
        """A trial that ended as ok, with what is said otherwise; '' is an empty field."""
        number = len(self.trials)
        slow = max(1, round(subscribers * 0.05))
        messages = 200
        trial = {
            "schema_version": 1, "run_id": "made-run", "trial_id": f"trial-{number}", "cell_id": f"{number}",
            "repetition": repetition, "order": number, "started_at": "2026-01-01T00:00:00Z", "host": "here",
            "scenario": "slow", "implementation": "laggard", "implementation_version": "0.1.0", "executor": "default",
            "consumer": "task", "strategy": strategy, "timer_source": "dispatch", "timeout_ms": 5,
            "dispatch": "detached", "partitions": 1, "topics": 1, "publishers": 1, "subscribers": subscribers,
            "capacity": 10, "slow_fraction": 0.05, "slow_subscribers": slow, "slow_kind": "constant",
            "slow_delay_ms": 100, "load_model": "open", "offered_rate_per_s": 100, "payload_bytes": 24,
            "warmup_s": 0.1, "duration_s": 2, "exact": "false", "drain_limit_s": 0.4, "heap_limit_bytes": 1 << 32,
            "overlap_limit": 20000, "sample_interval_ms": 50, "seed": 1, "profiled": "false", "status": "ok",
            "behind": "false", "latency_bound": "false", "published": messages, "unpublished": 0,
            "fan_out": subscribers, "deliveries_per_s": 100 * subscribers * (1 - 0.01 * repetition), "window_s": 2,
            "cpu_ns_per_delivery": 40 + 2 * number,
            "fast_latency_samples": messages * (subscribers - slow),
            "fast_latency_p99_ns": 1e6 * (2 + number), "heap_source": "jemalloc", "heap_baseline_bytes": 7_000_000,
            "heap_growth_bytes": 50_000 * (number - 3),
        }  # fmt: skip
        for name, members in [("fast", subscribers - slow), ("slow", slow)]:
            due = messages * members
            accounts = {"deliveries": due, "drops_timed_out": 0, "depth_left": 0, "pending": 0}
            if name == "slow":
                accounts = {"deliveries": due // 4, "drops_timed_out": due // 2, "depth_left": due // 8,
                            "pending": due - due // 4 - due // 2 - due // 8}  # fmt: skip
            for account in ["drops_rejected_newest", "drops_evicted_oldest", "drops_closed"]:
                accounts[account] = 0
            trial.update({f"{name}_{account}": count for account, count in accounts.items()})
        if strategy in ("drop-newest", "drop-oldest", "none"):
            trial.update(timer_source="", timeout_ms="", dispatch="")
        trial.update(changes)
        self.trials.append(trial)
        self.samples += [
            {"trial_id": trial["trial_id"], "elapsed_s": at / 10, "phase": "window" if 0 <= at <= 20 else "warmup",
             "allocated_bytes": 7_000_000 + 20_000 * at * (1 + number % 12),
             "pending_timers": 2_000 * max(at, 0) if strategy == "after" else 1} for at in range(-2, 24)]  # fmt: skip
        if trial["load_model"] == "open" and trial["fast_latency_p99_ns"] != "":
            for name in ["fast", "slow"]:
                self.histograms.append({
                    "trial_id": trial["trial_id"], "metric": f"{name}_latency",
                    "encoding": encoded(1e5 * (number + 1), 20_000 if name == "fast" else 400),
                })  # fmt: skip
        return trial

    def fail(self, status="heap_limit", **identity):
        """A trial that ended before there was a figure."""
        known = {"schema_version", "load_model", *columns("trials.csv")[: columns("trials.csv").index("status")]}
        trial = self.add(**identity)
        self.histograms = [row for row in self.histograms if row["trial_id"] != trial["trial_id"]]
        for name in trial:
            if name not in known:
                trial[name] = ""
        trial.update(status=status, status_detail='it said "no",\nand went')

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        rows = {"trials.csv": self.trials, "samples.csv": self.samples, "histograms.csv": self.histograms}
        for name, found in rows.items():
            with open(folder / name, "w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns(name), restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(found)
        (folder / "manifest.json").write_text(json.dumps(self.manifest), encoding="utf-8")
        return folder


def encoded(scale, count):
    """A histogram of an exponential distribution."""
    histogram = HdrHistogram(1000, 3_600_000_000_000, 3)
    steps = 200
    for step in range(steps):
        histogram.record_value(int(1000 - scale * math.log(1 - (step + 0.5) / steps)), count // steps)
    return histogram.encode().decode()


def every_strategy():
    """Every strategy at 10 and 100 subscribers, twice, with trials that failed and lower bounds."""
    run = MadeRun()
    for repetition in range(2):
        for strategy in STRATEGIES:
            for subscribers in [10, 100]:
                identity = {"strategy": strategy, "subscribers": subscribers, "repetition": repetition}
                if strategy == "after" and subscribers == 100:
                    run.fail(**identity)
                elif strategy == "timer" and repetition == 1:
                    run.fail("crashed", **identity)
                elif strategy == "none":
                    run.add(
                        **identity, deliveries_per_s=0, fast_latency_p99_ns="", fast_latency_samples=0,
                        cpu_ns_per_delivery="")
                else:
                    run.add(**identity, latency_bound="true" if strategy == "shared-timer" else "false")
    return run
