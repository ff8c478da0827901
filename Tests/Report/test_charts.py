"""The charts: drawn when they come into view, of the right figures, with nothing left out."""

from report_case import ReportCase, median, trials

LATENCY = "fast_latency_p99_ns"


def cells(rows):
    """The rows of each cell."""
    found = {}
    for row in rows:
        found.setdefault(row["cell_id"], []).append(row)
    return found


class ChartTests(ReportCase):
    def first_setting(self):
        """The rows of the first panel: the scenario `slow` under an open load."""
        return [row for row in trials("plain") if row["scenario"] == "slow" and row["load_model"] == "open"]

    def test_nothing_IsUnpackedOrDrawn_BeforeItIsNearView(self):
        self.browser.resize((1360, 200))
        self.open()
        self.assertEqual(0, self.js("return document.querySelectorAll('.plot[data-drawn]').length"))

    def test_everyChart_IsDrawnOrSaysWhyNot_WhenOneScrolls(self):
        self.open()
        self.js("for (const one of document.querySelectorAll('details.setting')) one.open = true")
        self.wait("return [...document.querySelectorAll('.setting')].every((one) => one.querySelector('figure'))", "not filled")
        count = self.draw()
        self.assertGreater(count, 20)
        drawn = self.js("return document.querySelectorAll('figure .plot[data-drawn]').length")
        self.assertGreater(drawn, count * 0.8)
        words = set(self.texts("figure .plot .waiting"))
        self.assertLessEqual(words, {"Too few samples for a percentile.", "No subscriber is slow here.", "No p99: too few samples."})

    def test_legend_HasEveryStrategy(self):
        self.open()
        self.assertEqual({row["strategy"] for row in trials("plain")}, set(self.texts(".legend .strategy")))

    def test_legend_HidesAStrategyInEveryChart_WhenItIsPressed(self):
        self.open()
        chart = self.figure("Throughput")
        names = f"return {chart}.data.map((trace) => trace.name).filter(Boolean)"
        self.assertIn("timer", self.js(names))
        self.click('.strategy[data-strategy="timer"]')
        self.wait(f"return !{chart}.data.some((trace) => trace.name === 'timer')", "the strategy is still there")
        self.assertIn("after", self.js(names))
        self.assertEqual("false", self.js("return document.querySelector('.strategy[data-strategy=timer]').ariaPressed"))
        self.click(".legend button.quiet")
        self.wait(f"return {chart}.data.some((trace) => trace.name === 'timer')", "the strategy is not back")

    def test_medians_AreThoseOfTheFile(self):
        self.open()
        chart = self.figure("Throughput")
        drawn = self.js(
            f"""return {chart}.data.filter((trace) => trace.name).flatMap((trace) => (
            trace.y.map((y, at) => [trace.customdata[at], y, trace.error_y.array[at], trace.error_y.arrayminus[at]])))""")
        known = {f"#cell={cell}": rows for cell, rows in cells(self.first_setting()).items()}
        self.assertEqual(set(known), {route for route, *_ in drawn})
        for route, y, above, below in drawn:
            values = [float(row["deliveries_per_s"]) for row in known[route] if row["status"] == "ok"]
            self.assertAlmostEqual(median(values), 10**y, delta=median(values) * 1e-9)
            self.assertAlmostEqual(max(values), 10 ** (y + above), delta=median(values) * 1e-9)
            self.assertAlmostEqual(min(values), 10 ** (y - below), delta=median(values) * 1e-9)

    def test_lowerBounds_AreOpenMarkers(self):
        self.open()
        chart = self.figure("p99 latency of the fast class")
        open_ones = self.js(
            f"""return {chart}.data.filter((trace) => trace.name).flatMap((trace) => trace.customdata.filter((route, at) => (
            trace.marker.color[at] === LOOKS.light.paper)))""")
        expected = {f"#cell={cell}" for cell, rows in cells(self.first_setting()).items()
                    if any(row["latency_bound"] == "true" and row["status"] == "ok" for row in rows)
                    and any(row[LATENCY] and row["status"] == "ok" for row in rows)}  # fmt: skip
        self.assertTrue(expected)
        self.assertEqual(expected, set(open_ones))

    def test_trialsThatEndedEarly_AreCrosses_WhereverTheyAre(self):
        early = [row for row in trials("plain") if row["status"] != "ok"]
        self.assertTrue(early)
        self.open()
        self.js("for (const one of document.querySelectorAll('details.setting')) one.open = true")
        self.draw()
        crosses = self.js(
            """return [...document.querySelectorAll('figure')].filter((one) => one.querySelector('h5').textContent === 'Throughput')
            .flatMap((one) => one.querySelector('.plot').data ?? []).filter((trace) => trace.marker?.symbol === 'x-thin')
            .flatMap((trace) => trace.customdata)""")
        self.assertLessEqual({f"#trial={row['trial_id']}" for row in early}, set(crosses))

    def test_accounts_AddUpToAllThatWasDue(self):
        self.open()
        chart = self.figure("Where deliveries went, slow class")
        sums = self.js(f"const all = {chart}.data; return all[0].x.map((_, at) => all.reduce((sum, trace) => sum + trace.x[at], 0))")
        for share in sums:
            self.assertAlmostEqual(100, share)

    def test_subscribers_ChangeTheChartsBelow_WhenAnotherNumberIsChosen(self):
        self.open()
        chart = self.figure("Heap over time")
        routes = f"return [...new Set({chart}.data.flatMap((trace) => trace.customdata))]"
        before = set(self.js(routes))
        self.click(".setting .choice input")
        self.wait(f"return !{chart}.data.some((trace) => trace.customdata.includes(arguments[0]))", "still the old ones", min(before))
        here = {f"#trial={row['trial_id']}" for row in self.first_setting() if row["subscribers"] == "10"}
        self.assertLessEqual(set(self.js(routes)), here)

    def test_lines_AreLevelWhereStrategiesStandSideBySide(self):
        self.open()
        chart = self.figure("Throughput")
        lines = self.js(f"return {chart}.data.filter((trace) => trace.mode === 'lines').map((trace) => [trace.x, trace.y])")
        self.assertEqual(len({row["strategy"] for row in self.first_setting()}), len(lines))
        for x, y in lines:
            self.assertEqual(sorted(x), x)
            self.assertEqual(y[0::2], y[1::2])

    def test_timers_AreShownOverTime_WhereManyWereArmed(self):
        self.open()
        panels = self.js(
            """return [...document.querySelectorAll('.setting')].map((one) => (
            [...one.querySelectorAll('h5')].some((title) => title.textContent === 'Pending timers over time')))""")
        peaks = {}
        for row in trials("plain"):
            key = (row["scenario"], row["load_model"])
            peaks[key] = max(peaks.get(key, 0), int(row["pending_timers_peak"] or 0))
        self.assertEqual({False, True}, set(panels))
        self.assertEqual([peak >= 1000 for peak in peaks.values()], panels)

    def test_figuresBelowAChart_LeadToTheirCells(self):
        self.open()
        self.js("document.querySelector('figure details').open = true")
        links = self.wait("return [...document.querySelectorAll('figure .figures a')].map((one) => one.hash)", "no table")
        self.assertEqual({f"#cell={cell}" for cell in cells(self.first_setting())}, set(links))

    def test_paper_IsDark_WhenTheUserWantsIt(self):
        self.open()
        chart = self.figure("Throughput")
        self.browser.prefer(color_scheme="dark")
        self.wait(f"return {chart}.dataset.drawn === 'dark'", "the chart is not drawn again")
        self.assertEqual(self.js("return LOOKS.dark.paper"), self.js(f"return {chart}.layout.paper_bgcolor"))

    def test_print_DrawsWhatWasLazy(self):
        self.open()
        self.wait("return [...stage.charts].every((chart) => !chart.isShown || chart.isReady)", "not all is ready for print")
        before = self.js("return document.querySelectorAll('.plot[data-drawn]').length")
        printed = self.browser.command("Page.printToPDF")["data"]
        self.assertGreater(len(printed), 100_000)
        after = self.js(
            """const shown = [...document.querySelectorAll('figure .plot')].filter((one) => one.checkVisibility());
            return [shown.length, shown.filter((one) => one.dataset.drawn).length]""")
        self.assertLess(before, after[1])
        self.assertGreater(after[1], after[0] * 0.8)


class NetworkTests(ReportCase):
    def test_request_IsRefused_ByThePagesOwnPolicy(self):
        self.open()
        for script in ["new Image().src = 'http://127.0.0.1:9/x.png'", "fetch('http://127.0.0.1:9/x').catch(() => {})"]:
            self.js("window.refused = null; addEventListener('securitypolicyviolation', (event) => { refused = event.blockedURI; })")
            self.js(script)
            self.assertIn("127.0.0.1", self.wait("return window.refused", "it was not refused"))
        refusals = [words for words in self.browser.errors() if "Content Security Policy" in words]
        self.assertGreaterEqual(len(refusals), 2)
        # So it would be seen, were it asked for.
        self.assertIn("http://127.0.0.1:9/x.png", self.browser.requests())

    def test_fileItself_IsInTheLogOfWhatIsAskedFor(self):
        self.open()
        self.assertIn(self.js("return location.href"), self.browser.requests())


class TwoRunTests(ReportCase):
    def test_bothRuns_AreSideBySideWithTheirRatio(self):
        self.open("against")
        chart = self.figure("Throughput: both runs", panel=1)
        symbols = self.js(f"return {chart}.data.map((trace) => trace.marker.symbol)")
        self.assertEqual(symbols.count("circle"), symbols.count("square"))
        routes = self.js(f"return {chart}.data.map((trace) => trace.customdata[0])")
        self.assertTrue(any(route.startswith("#cell=run:") for route in routes))
        self.assertTrue(any(route.startswith("#cell=against:") for route in routes))

    def test_charts_ShowTheOtherRun_WhenItIsChosen(self):
        self.open("against")
        shown = f"{self.figure('Throughput')}.data.find((trace) => trace.customdata).customdata[0]"
        self.assertTrue(self.js(f"return /=run:/.test({shown})"))
        self.js("document.querySelectorAll('.controls .choice input')[1].click()")
        self.wait(f"return /=against:/.test({shown})", "still the first run")

    def test_route_LeadsIntoTheRunThatItNames(self):
        trial = trials("faster")[0]
        self.open("against", f"#trial=against:{trial['trial_id']}")
        shown = self.wait("return document.querySelector('dialog[open] [data-column=deliveries_per_s]')?.textContent", "no trial")
        self.assertEqual(float(trial["deliveries_per_s"]), float(shown))
