"""Draws the files of a run: `scripts/plot` is the way in, `docs/plots.md` the manual."""
