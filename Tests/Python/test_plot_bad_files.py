"""Tests of what scripts/plot says of files that are missing, empty, cut off, or not ours."""

from made_run import MadeRun, columns
from plot_case import PlotTestCase
from plots import reading
from plots.run import Run


class BadFileTests(PlotTestCase):
    def setUp(self):
        super().setUp()
        run = MadeRun()
        run.add("timer")
        run.add("ticker")
        self.made = run.write(self.folder / "run")

    def change(self, name, old, new, count=1):
        path = self.made / name
        raw = path.read_bytes()
        self.assertIn(old, raw)
        path.write_bytes(raw.replace(old, new, count))

    def expect(self, *parts, code=2):
        found, out, err = self.plot(self.made)
        self.assertEqual(found, code, err)
        self.assertEqual(len(err.splitlines()), 1, err)
        for part in parts:
            self.assertIn(part, err)
        self.assertEqual(out, "")

    def test_file_IsRefusedWithALine_WhenItIsMissingOrEmpty(self):
        for name in ["trials.csv", "samples.csv", "histograms.csv"]:
            with self.subTest(name):
                raw = (self.made / name).read_bytes()
                (self.made / name).write_bytes(b"")
                self.expect(f"{self.made}/{name}:1: the file is empty", "measure again")
                (self.made / name).unlink()
                self.expect(f"{self.made}/{name}:1: there is no such file", "give the folder of a run")
                (self.made / name).write_bytes(raw)

    def test_folder_IsRefused_WhenItIsMissing(self):
        self.made = self.folder / "nowhere"
        self.expect("nowhere: there is no such folder")

    def test_run_IsRefused_WhenItHasNoTrialYet(self):
        header = (self.made / "trials.csv").read_text().splitlines(keepends=True)[0]
        (self.made / "trials.csv").write_text(header)
        self.expect("trials.csv:1: there is no trial in it yet", "--resume")

    def test_file_IsRefused_WhenItIsAnothers(self):
        (self.made / "samples.csv").write_text("name;price\nbread;2\n")
        self.expect("samples.csv:1: column 'elapsed_s' is missing", "give the folder of a run")
        (self.made / "samples.csv").write_bytes(b"trial_id,phase\nx,\xff\n")
        self.expect("samples.csv:2: this is no UTF-8")
        (self.made / "samples.csv").write_text('a,b\n1,"2"3\n')
        self.expect("samples.csv:2: this is no CSV")

    def test_row_IsRefusedWithItsLine_WhenAFieldIsWrong(self):
        self.change("trials.csv", b",jemalloc,7000000", b",jemalloc,seven")
        self.expect("trials.csv:2: column 'heap_baseline_bytes': 'seven' is no number")
        self.change("trials.csv", b",seven", b",nan")
        self.expect("trials.csv:2: column 'heap_baseline_bytes': 'nan' is no number")
        self.change("trials.csv", b",nan", b",7000000,8")
        self.expect("trials.csv:2:", "fields, but the header has")

    def test_histogram_IsRefusedWithItsLine_WhenItIsNone(self):
        self.change("histograms.csv", b",HIST", b",XXXX")
        self.expect("histograms.csv:2: column 'encoding' is no histogram")

    def test_version_IsRefusedInWords_WhenItIsNotOurs(self):
        for version, age in [(b"2", "newer"), (b"0", "older")]:
            with self.subTest(age):
                raw = (self.made / "trials.csv").read_bytes()
                self.change("trials.csv", b"\n1,made", b"\n" + version + b",made", count=2)
                self.expect("trials.csv:2:", f"of a laggard {age} than this one", "draw it with the laggard that wrote")
                (self.made / "trials.csv").write_bytes(raw)
        self.change("manifest.json", b'"schema_version": 1', b'"schema_version": 2')
        self.expect("manifest.json: 'schema_version'", "newer")

    def test_lastRow_IsDroppedWithANote_WhenItIsTorn(self):
        for name, line in [("trials.csv", 3), ("samples.csv", 53), ("histograms.csv", 5)]:
            with self.subTest(name):
                raw = (self.made / name).read_bytes()
                for cut in [1, 12]:
                    (self.made / name).write_bytes(raw[:-cut])
                    notes = []
                    Run(self.made, notes.append)
                    self.assertEqual(
                        notes, [f"{self.made}/{name}:{line}: the last row was not written to its end and is left out"])
                (self.made / name).write_bytes(raw)
        self.change("trials.csv", b"\n1,made-run,trial-1", b'\n1,made-run,"torn\n')
        raw = (self.made / "trials.csv").read_bytes()
        (self.made / "trials.csv").write_bytes(raw[: raw.index(b'"torn\n') + 6])
        code, out, err = self.plot(self.made)
        self.assertEqual(code, 0, err)
        self.assertIn("trials.csv:3: the last row", err)
        self.assertIn("throughput-slow.svg", out)

    def test_manifest_IsOptionalButNotWrong(self):
        (self.made / "manifest.json").write_text("{\n nonsense")
        self.expect("manifest.json:2: this is no JSON")
        (self.made / "manifest.json").unlink()
        notes = []
        self.assertEqual(Run(self.made, notes.append).place, "machine not known · revision not known")
        self.assertIn("will not say on what machine", notes[0])

    def test_exitCode_Is7_WhenPicturesCannotBeWritten(self):
        (self.made / "plots").write_text("in the way")
        self.expect("plots", "--output", code=7)

    def test_exitCode_Is2_WhenTheUsageIsWrong(self):
        self.assertEqual(self.plot()[0], 2)
        self.assertEqual(self.plot(self.made, "--nonsense")[0], 2)

    def test_columns_AreThoseOfTheManual(self):
        for name, groups in reading.COLUMNS.items():
            self.assertLessEqual({column for group in groups for column in group}, set(columns(name)))
