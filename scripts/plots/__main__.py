"""The command line of `scripts/plot`."""

import argparse
import re
import sys
import warnings
from pathlib import Path

from . import comparison, cost, deliveries, overtime, percentiles, scaling, style, tradeoff
from .reading import BadInput
from .run import Run

# Each draws a scenario of a run.
FIGURES = [scaling, cost, overtime, percentiles, tradeoff, deliveries]
USAGE = 2
INPUT_OUTPUT = 7


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/plot", description="Draws what a run measured, as PNG and SVG.",
        epilog="Two runs are also drawn side by side. Exit codes: 0 drawn, 2 usage or bad input, 7 a file cannot be "
        "read or written, 77 no Python to draw with.")
    parser.add_argument("runs", nargs="+", metavar="RUN_DIR", help="folder of a run, results/<run-id>")
    parser.add_argument(
        "--output", type=Path, metavar="DIR",
        help="folder for the pictures, with one for each run where there are several; else RUN_DIR/plots")
    options = parser.parse_args()
    style.apply()
    # A name in letters that the font does not have is no fault of the run.
    warnings.filterwarnings("ignore", message="Glyph")
    try:
        written = draw([Run(folder, say) for folder in options.runs], options.output)
    except BadInput as error:
        say(error)
        return USAGE
    except OSError as error:
        say(f"{error.filename or ''}: {error.strerror or error}: make room or give another folder with --output")
        return INPUT_OUTPUT
    for path in written:
        print(path)
    return 0


def say(words):
    print(f"plot: {words}", file=sys.stderr)


def draw(runs, output):
    """Every picture of every run; the paths of what was written."""
    written = []
    for run, folder in zip(runs, folders(runs, output)):
        stems = Stems(folder)
        for scenario, trials in run.trials.groupby("scenario"):
            for figure in FIGURES:
                written += figure.draw(run, scenario, trials, stems.of(scenario))
    if len(runs) == 2:
        stems = Stems(output or folders(runs, output)[1])
        for scenario in comparison.scenarios(runs):
            written += comparison.draw(runs, scenario, stems.of(scenario))
    return written


def folders(runs, output):
    """Where the pictures of each run go."""
    if output is None:
        return [run.folder / "plots" for run in runs]
    if len(runs) == 1:
        return [output]
    names = Names()
    return [output / names.of(run, run.folder.resolve().name) for run in runs]


class Names:
    """Names of files for any names: letters, digits, points and hyphens, and no two the same."""

    def __init__(self):
        self.taken = {}

    def of(self, key, name):
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:80] or "unnamed"
        number, found = 1, plain
        while self.taken.setdefault(found.lower(), key) != key:
            number += 1
            found = f"{plain}-{number}"
        return found


class Stems:
    """The names of the pictures in a folder, without their endings."""

    def __init__(self, folder):
        self.folder, self.names = Path(folder), Names()

    def of(self, scenario):
        self.folder.mkdir(parents=True, exist_ok=True)
        name = self.names.of(scenario, scenario)
        return lambda figure, suffix: self.folder / f"{figure}-{name}{suffix}"


if __name__ == "__main__":
    sys.exit(main())
