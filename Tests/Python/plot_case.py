"""A test case that calls scripts/plot in this process."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "scripts"), str(Path(__file__).resolve().parent)]

from plots import __main__ as command  # noqa: E402


class PlotTestCase(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def plot(self, *arguments):
        """The exit code of the command, what it printed, and what it complained of."""
        out, err = io.StringIO(), io.StringIO()
        with mock.patch.object(sys, "argv", ["plot", *map(str, arguments)]):
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    code = command.main()
                except SystemExit as error:
                    code = error.code
        return code, out.getvalue(), err.getvalue()

    def drawn(self, *arguments):
        """The SVG files that a good run gives, by name without ending."""
        code, out, err = self.plot(*arguments)
        self.assertEqual(code, 0, err)
        paths = [Path(line) for line in out.splitlines()]
        for path in paths:
            self.assertGreater(path.stat().st_size, 1000, path)
        return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.suffix == ".svg"}
