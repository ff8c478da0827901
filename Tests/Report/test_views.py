"""What lies over the report: a cell or a trial, reached by clicks, links and keys, and left again."""

from selenium.webdriver.common.keys import Keys

from report_case import ReportCase, trials

OPEN = "return document.querySelector('dialog[open]') !== null"
TITLE = "return document.querySelector('dialog[open] h2')?.textContent"


class ViewTests(ReportCase):
    def trial(self, **wanted):
        return next(row for row in trials("plain") if all(row[name] == value for name, value in wanted.items()))

    def opened(self, words="nothing is open"):
        return self.wait(TITLE, words)

    def escape(self):
        self.browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.wait(f"return !({OPEN.removeprefix('return ')})", "it is still open")

    def click_point(self, chart, trace, at):
        """A real click, where the point is on the screen."""
        x, y = self.js(
            f"""const chart = {chart}; const trace = chart.data[arguments[0]]; const {{_fullLayout: full}} = chart;
            const box = chart.querySelector('.nsewdrag').getBoundingClientRect();
            return [box.x + full.xaxis.d2p(trace.x[arguments[1]]), box.y + full.yaxis.d2p(trace.y[arguments[1]])]""",
            trace, at)
        for kind, buttons in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)]:
            self.browser.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, buttons=buttons,
                                 **({} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}))

    def test_click_OnAPoint_LeadsToItsCell_WithTheFiguresOfTheFile(self):
        self.open()
        chart = self.figure("Throughput")
        trace = self.js(f"return {chart}.data.findIndex((trace) => trace.name === 'deadline')")
        route = self.js(f"return {chart}.data[arguments[0]].customdata[1]", trace)
        self.click_point(chart, trace, 1)
        self.opened("the click leads nowhere")
        self.assertEqual(route, self.js("return location.hash"))
        links = self.js("return [...document.querySelectorAll('dialog table a')].map((one) => one.hash)")
        expected = [f"#trial={row['trial_id']}" for row in trials("plain") if f"#cell={row['cell_id']}" == route]
        self.assertEqual(sorted(expected), sorted(links))
        self.escape()
        self.assertTrue(self.js(f"return document.activeElement === {chart}"), "the focus is on the chart again")

    def test_trial_HasEveryColumnOfItsRow(self):
        for row in [self.trial(scenario="slow", load_model="open", subscribers="1000"), self.trial(load_model="saturated")]:
            self.open(route=f"#trial={row['trial_id']}")
            self.opened()
            shown = self.js("return Object.fromEntries([...document.querySelectorAll('dialog [data-column]')].map((one) => [one.dataset.column, one.textContent]))")
            absent = {name.strip() for text in self.texts("dialog .absent") for name in text.removeprefix("Absent:").split(",")}
            self.assertEqual({name for name, value in row.items() if value == ""}, absent)
            self.assertEqual({name for name, value in row.items() if value != ""}, set(shown))
            for name, text in shown.items():
                self.assertTrue(text == row[name] or float(text) == float(row[name]), f"{name}: {text!r}, not {row[name]!r}")

    def test_trial_HasItsSeriesItsCurvesAndItsSiblings(self):
        row = self.trial(scenario="slow", load_model="open", subscribers="1000", strategy="timer", repetition="1")
        self.open(route=f"#trial={row['trial_id']}")
        self.opened()
        self.draw("dialog .plot")
        series, *curves = self.js("return [...document.querySelectorAll('dialog .plot')].map((one) => one.data.length)")
        self.assertGreaterEqual(series, 4)
        self.assertEqual(2, len(curves))
        marked = self.js("return document.querySelector('dialog .plot').layout.shapes[0].x1")
        self.assertAlmostEqual(float(row["window_s"]), marked)
        siblings = {f"#trial={other['trial_id']}" for other in trials("plain") if other["cell_id"] == row["cell_id"]} - {f"#trial={row['trial_id']}"}
        self.assertEqual(siblings, set(self.js("return [...document.querySelectorAll('dialog table a')].map((one) => one.hash)")))

    def test_trialThatEndedEarly_SaysHow(self):
        early = [row for row in trials("plain") if row["status"] != "ok"]
        self.assertEqual({"heap_limit", "crashed"}, {row["status"] for row in early})
        for row in early:
            self.open(route=f"#trial={row['trial_id']}")
            self.opened()
            self.assertIn(row["status"], self.texts("dialog .ending")[0])
            self.assertIn(row["status_detail"], self.texts("dialog .ending")[0])

    def test_back_RetracesTheSteps_AndEscapeLeavesThemAll(self):
        row = self.trial(scenario="slow", load_model="open", subscribers="100", strategy="timer")
        self.open()
        link = f"#trial={row['trial_id']}"
        self.js("document.querySelector('.trials tbody a').focus(); location.hash = arguments[0]", link)
        first = self.opened()
        self.js("document.querySelector('dialog .crumbs a').click()")
        self.wait("return document.querySelector('dialog[open] h2').textContent !== arguments[0]", "the cell is not there", first)
        self.browser.driver.back()
        self.wait("return document.querySelector('dialog[open] h2').textContent === arguments[0]", "not back at the trial", first)
        self.browser.driver.forward()
        self.wait("return document.querySelector('dialog[open] h2').textContent !== arguments[0]", "not at the cell again", first)
        self.escape()
        self.wait("return location.hash === ''", "the address still names it")
        self.assertEqual("A", self.js("return document.activeElement.tagName"))
        self.assertNotIn(first, self.js("return document.title"))

    def test_link_FromElsewhere_CanBeClosed(self):
        row = self.trial(strategy="timer")
        self.open(route=f"#trial={row['trial_id']}")
        self.opened()
        self.assertTrue(self.js("return document.activeElement.matches('dialog h2')"), "the focus is on what was opened")
        self.click("dialog .close")
        self.wait(f"return !({OPEN.removeprefix('return ')}) && location.hash === ''", "it is still there")

    def test_link_ToWhatIsNotThere_SaysSo(self):
        self.open(route="#trial=of-another-run")
        self.assertEqual("Not here", self.opened())
        self.assertIn("of-another-run", self.texts("dialog p")[0])
        self.escape()

    def test_findingsAndKeyFigures_LeadToCellsThatAreThere(self):
        self.open()
        routes = self.js("""return [...document.querySelectorAll('#summary a, #figures a, #verdict a')].map((one) => one.hash)
            .filter((route) => /^#(cell|trial)=/.test(route))""")
        self.assertTrue(routes)
        for route in {routes[0], routes[-1]}:
            self.js("location.hash = arguments[0]", route)
            self.assertNotEqual("Not here", self.opened())
            self.escape()
