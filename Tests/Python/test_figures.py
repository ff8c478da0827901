"""The documents quote the baseline as it is, and scripts/figures finds where one does not."""

import re
import shutil
import subprocess

from made_run import ROOT
from plot_case import PlotTestCase

NEEDED = [
    "scripts/figures", "README.md", "docs/findings.md", "results/baseline/default/trials.csv",
    "results/baseline/search/search.csv"]


class FigureTests(PlotTestCase):
    def setUp(self):
        super().setUp()
        for name in NEEDED:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        self.page = self.folder / "docs" / "findings.md"

    def figures(self, *arguments):
        return subprocess.run([self.folder / "scripts" / "figures", *arguments], capture_output=True, text=True)

    def test_documents_QuoteTheBaseline(self):
        result = self.figures("--check")
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)
        self.assertGreater(len(re.findall(r"\*\*<!--= ", self.page.read_text(encoding="utf-8"))), 40)

    def test_wrongFigure_IsNamedAndMended(self):
        right = self.page.read_text(encoding="utf-8")
        quoted = re.search(r"\*\*[^*]+\*\*(?=<!--= )", right)
        line = right.count("\n", 0, quoted.start()) + 1
        self.page.write_text(right[:quoted.start()] + "**none**" + right[quoted.end():], encoding="utf-8")
        result = self.figures("--check")
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"docs/findings.md:{line}: '**none**", result.stdout)
        self.assertEqual(self.figures().returncode, 0)
        self.assertEqual(self.page.read_text(encoding="utf-8"), right)

    def test_figure_IsWhatTheRowsSay(self):
        rows = self.folder / "results" / "baseline" / "default" / "trials.csv"
        header = rows.read_text(encoding="utf-8").splitlines()[0].split(",")
        made = []
        for published, growth, bound in [(10, 3000, ""), (20, 5000, "true"), (10, 1000, "")]:
            fields = {
                "scenario": "s", "strategy": "after", "subscribers": "4", "load_model": "open", "status": "ok",
                "published": published, "fan_out": 4, "heap_growth_bytes": growth, "latency_bound": bound,
                "fast_latency_p99_ns": 2_500_000, "fast_drops_closed": 1, "fast_deliveries": 3}  # fmt: skip
            made.append(",".join(str(fields.get(name, "")) for name in header))
        rows.write_text("\n".join([",".join(header), *made, ""]), encoding="utf-8")
        result = self.figures(
            "--print", 'size(median("s after 4 heap_growth_bytes"))', 'per_send("s after 4 heap_growth_bytes")',
            'p99("s after 4")', 'percent(share("s after 4 fast_drops", "fast_due"))')
        self.assertEqual(result.stdout.split("\n"), ["3.00 KB", "62.5", ">2.50 ms", "25%", ""], result.stderr)

    def test_answers_AreThoseOfTheSearch_TheHighestRateLast(self):
        rows = self.folder / "results" / "baseline" / "search" / "search.csv"
        header = rows.read_text(encoding="utf-8").splitlines()[0].split(",")
        made = []
        for kind, strategy, found, fails, reason in [
                ("probe", "timer", 800, "", ""), ("answer", "deadline", 9000, 9500, "publishing fell behind"),
                ("answer", "timer", 42.1, 44, "fast_latency_p99_ns is 37.4 ms")]:
            fields = {
                "kind": kind, "strategy": strategy, "rate_per_s": found, "fails_at_per_s": fails, "reason": reason,
                "deliveries_per_s": found * 950, "fast_latency_p99_ns": 2_500_000}
            made.append(",".join(str(fields.get(name, "")) for name in header))
        rows.write_text("\n".join([",".join(header), *made, ""]), encoding="utf-8")
        lines = self.figures("--print", "answers()").stdout.strip().splitlines()
        self.assertEqual(lines[2:], [
            "| `timer` | 42.1 /s | 40.0 k/s | 2.50 ms | 44.0 /s | fast\\_latency\\_p99\\_ns is 37.4 ms |",
            "| `deadline` | 9.00 k/s | 8.55 M/s | 2.50 ms | 9.50 k/s | publishing fell behind |"])

    def test_expression_IsRefused_WhenItIsOfNoCell(self):
        for expression in ['median("leak nothing 1000 heap_growth_bytes")', "__import__('os')", "median("]:
            result = self.figures("--print", expression)
            self.assertEqual(result.returncode, 2, expression)
            self.assertIn(expression, result.stderr)
