"""Markup in everything that comes from outside: it is text, everywhere."""

from report_case import ReportCase, trials

NASTY = "<img src=x onerror=alert(1)>"


class HostileTests(ReportCase):
    def test_markup_IsText_InThePageAndItsViews(self):
        rows = trials("hostile")
        self.assertIn(NASTY, rows[0]["scenario"])
        self.open("hostile")
        self.js("for (const one of document.querySelectorAll('details')) one.open = true")
        self.draw()
        self.harmless()
        self.assertIn(NASTY, self.js("return document.querySelector('.scenario h3').textContent"))
        self.js("location.hash = document.querySelector('.trials tbody a').hash")
        self.wait("return document.querySelector('dialog[open] .raw')", "no trial")
        self.draw("dialog .plot")
        self.harmless()
        self.assertIn(NASTY, self.js("return document.querySelector('dialog [data-column=scenario]').textContent"))

    def test_markup_IsText_WhereAPointSpeaks(self):
        self.open("hostile")
        chart = self.figure("Throughput")
        # The lines between the points say nothing.
        speaking = self.js(f"return {chart}.data.findIndex((trace) => trace.hoverinfo !== 'skip')")
        self.assertGreaterEqual(speaking, 0)
        self.js(f"Plotly.Fx.hover({chart}, [{{curveNumber: {speaking}, pointNumber: 0}}])")
        self.wait(f"return {chart}.querySelector('.hoverlayer text')", "no words")
        self.harmless()

    def test_markup_IsText_WhenAllColumnsAreShown(self):
        self.open("hostile")
        self.js("document.querySelectorAll('.menu.columns button')[1].click()")
        self.assertIn(NASTY, self.js("return document.querySelector('.trials tbody').textContent"))
        self.harmless()

    def harmless(self):
        self.assertEqual([], self.js("return watched.alerts"))
        self.assertEqual(0, self.js("return document.querySelectorAll('img, iframe, object').length"))
        self.assertEqual([], self.js(
            """return [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes])
            .filter((one) => one.name.startsWith('on')).map((one) => one.name)"""))
