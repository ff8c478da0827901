"""The committed baseline: its pictures are those that scripts/plot draws of it."""

import matplotlib.image
import numpy
from made_run import ROOT
from plot_case import PlotTestCase
from plots.run import Run

BASELINE = ROOT / "results" / "baseline" / "default"


class BaselineTests(PlotTestCase):
    def test_pictures_AreWhatPlotDraws(self):
        drawn = self.drawn(BASELINE, "--output", self.folder / "drawn")
        kept = {path.name for path in (BASELINE / "plots").iterdir()}
        self.assertEqual({path.name for path in (self.folder / "drawn").iterdir()}, kept)
        strategies = set(Run(BASELINE, self.fail).trials["strategy"])
        for name, svg in drawn.items():
            with self.subTest(name):
                self.assertEqual((BASELINE / "plots" / f"{name}.svg").read_text(encoding="utf-8"), svg)
                for strategy in strategies:
                    self.assertRegex(svg, rf">{strategy}( \(no figure\))?<")
                image = matplotlib.image.imread(BASELINE / "plots" / f"{name}.png")
                self.assertEqual(image.shape[1], 1760)
                # Letters and lines leave many tones of grey alone.
                self.assertGreater(len(numpy.unique(numpy.rint(image[..., 1] * 255))), 100)
