"""A run: its files read, its histograms decoded when they are asked for, and where it was measured."""

import json
from pathlib import Path

import numpy
from hdrh.histogram import HdrHistogram

from . import reading
from .reading import BadInput


class Run:
    """What is in a run's folder. `say` is told of what is left out."""

    def __init__(self, folder, say):
        self.folder, self.say = Path(folder), say
        if not self.folder.is_dir():
            raise BadInput(f"{folder}: there is no such folder: give the folder of a run, results/<run-id>")
        self.trials = reading.read(self.folder / "trials.csv", say)
        if self.trials.empty:
            raise BadInput(
                f"{self.folder / 'trials.csv'}:1: there is no trial in it yet: go on with the run "
                f"('laggard run --resume {folder}'), or give the folder of another")
        self.samples = reading.read(self.folder / "samples.csv", say)
        self.histograms = reading.read(self.folder / "histograms.csv", say).drop_duplicates(["trial_id", "metric"])
        self._encoded = {
            (row.trial_id, row.metric): (row.line, row.encoding) for row in self.histograms.itertuples()
        }
        self._manifest = manifest(self.folder / "manifest.json", say)
        self.id = self.trials["run_id"].iloc[0] or self.folder.resolve().name

    @property
    def place(self):
        """The machine and the revision, as far as they are known."""
        machine, build = self._manifest.get("machine") or {}, self._manifest.get("build") or {}
        parts = []
        if machine:
            cores = machine.get("cores")
            parts += [machine.get("cpu_model"), cores and f"{cores} cores", machine.get("kernel")]
        else:
            parts.append("machine not known")
        if build:
            version = f"laggard {build.get('version', '')}".strip()
            revision = str(build.get("revision") or "revision not known")[:12]
            parts += [f"{version}, {revision}{' with changes' if build.get('dirty') else ''}", build.get("compiler")]
        else:
            parts.append("revision not known")
        return " · ".join(str(part) for part in parts if part)

    def histogram(self, trial_id, metric):
        """The values of a trial's histogram, in nanoseconds and ascending, and the count of each; None without one."""
        if (trial_id, metric) not in self._encoded:
            return None
        line, encoding = self._encoded[trial_id, metric]
        try:
            histogram = HdrHistogram.decode(encoding)
            length = histogram.encoder.payload.counts_len
            counts = numpy.fromiter(histogram.counts, dtype=numpy.int64, count=length)
        except Exception as error:  # The decoder lets through whatever zlib, base64 or struct throw.
            raise BadInput(
                f"{self.folder / 'histograms.csv'}:{line}: column 'encoding' is no histogram ({error}): "
                "mend the row or take it out") from None
        found = numpy.flatnonzero(counts)
        values = [histogram.get_highest_equivalent_value(histogram.get_value_from_index(int(at))) for at in found]
        return numpy.array(values, dtype=float), counts[found]


def manifest(path, say):
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        say(f"{path}: there is no such file: the pictures will not say on what machine this was measured")
        return {}
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(f"{path}:{line}: this is no JSON ({error}): take it from where the run was written") from None
    if not isinstance(found, dict):
        raise BadInput(f"{path}:1: this is no manifest of a run: take it from where the run was written")
    if "schema_version" in found:
        reading.refuse_version(f"{path}: 'schema_version'", str(found["schema_version"]))
    return found
