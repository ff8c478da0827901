"""How a report looks: contrast, a phone, paper, less motion; and what it says where it cannot do its work."""

from browser import PHONE, WIDE
from report_case import ReportCase, report, trials

# Every text that shows, with its contrast to what is behind it (WCAG 2.2, 1.4.3); controls that are off are exempt.
CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const parse = (color) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
};
const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
const behind = (element) => {
  const colors = [];
  for (let one = element; one; one = one.parentElement) colors.push(parse(getComputedStyle(one).backgroundColor));
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  return colors.reverse().reduce((below, top) => over(top, below), dark ? [0, 0, 0, 1] : [255, 255, 255, 1]);
};
const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
const bad = [];
let count = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
  if (element.closest('script, style, noscript, :disabled, .unseen')) continue;
  const style = getComputedStyle(element);
  const isSVG = element instanceof SVGElement;
  const paper = behind(element);
  let ink = parse(isSVG ? style.fill : style.color);
  let opacity = 1;
  for (let one = element; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
  ink = over([...ink.slice(0, 3), ink[3] * opacity], paper);
  const [one, other] = [light(ink), light(paper)].sort((a, b) => b - a);
  const ratio = (one + 0.05) / (other + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  count += 1;
  // Arrows and zeros in a chart are marks of their strategy, in its colour: 3 to 1, as for graphics; the palette is given.
  if (isSVG && /^[↑0×]$/.test(walker.currentNode.data)) continue;
  if (ratio < (isLarge ? 3 : 4.5)) bad.push(`${walker.currentNode.data.trim().slice(0, 40)}: ${ratio.toFixed(2)} <${element.tagName} ${element.className}>`);
}
return [count, [...new Set(bad)]];
"""
OVERFLOW = """
const wide = document.documentElement.clientWidth;
const inScroll = (one) => one.closest('.scroll, .controls, pre, svg, .unseen, .choice input');
return [document.documentElement.scrollWidth - wide, [...document.body.querySelectorAll('*')].filter((one) => (
  one.checkVisibility() && !inScroll(one) && one.getBoundingClientRect().right > wide + 1)).map((one) => one.outerHTML.slice(0, 120))];
"""


# The titles of axes that cross one of their axis' labels, and labels that are slanted.
CROSSING = """
const boxes = (plot, selector) => [...plot.querySelectorAll(selector)].map((one) => [one, one.getBoundingClientRect()]);
const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
return [...document.querySelectorAll('.plot[data-drawn]')].flatMap((plot) => ['x', 'y'].flatMap((axis) => {
  const labels = boxes(plot, `.${axis}tick text`);
  const crossed = boxes(plot, `.${axis}title`).flatMap(([title, box]) => (
    labels.filter(([, label]) => meet(box, label)).map(([label]) => `${title.textContent} x ${label.textContent}`)));
  return crossed.concat(labels.filter(([label]) => /rotate\\((?!0[,)])/.test(label.getAttribute('transform') ?? ''))
    .map(([label]) => `slanted: ${label.textContent}`));
}));
"""


class LookTests(ReportCase):
    def check_contrast(self, scheme):
        self.browser.prefer(color_scheme=scheme)
        for name, route in [("plain", ""), ("plain", f"#trial={trials('plain')[0]['trial_id']}"), ("against", "")]:
            self.open(name, route)
            if route:
                self.draw("dialog .plot")
            else:
                self.figure("Throughput")
                self.figure("Where deliveries went, slow class")
                self.js("document.querySelector('.strategy').click()")
            count, bad = self.js(CONTRAST)
            self.assertGreater(count, 200)
            self.assertEqual([], bad)

    def test_contrast_IsEnough_ByDay(self):
        self.check_contrast("light")

    def test_contrast_IsEnough_ByNight(self):
        self.check_contrast("dark")

    def test_titles_CrossNoLabels(self):
        for size in [WIDE, PHONE]:
            self.browser.resize(size)
            self.open()
            self.assertGreater(self.draw(".setting[open] figure .plot"), 5)
            self.assertEqual([], self.js(CROSSING))

    def test_focus_IsNotBehindTheLegend(self):
        self.browser.resize((700, 500))
        self.open()
        self.figure("Throughput", panel=1)
        hidden = self.js("""
            const tool = document.querySelectorAll('.setting')[1].querySelector('.tool');
            window.scrollTo(0, tool.getBoundingClientRect().top + scrollY + 40);
            tool.focus();
            return document.querySelector('.controls').getBoundingClientRect().bottom - tool.getBoundingClientRect().top""")
        self.assertLessEqual(hidden, 0)

    def test_phone_HasNothingWiderThanItself(self):
        self.browser.resize(PHONE)
        for name in ["plain", "hostile", "against"]:
            self.open(name)
            self.figure("Throughput")
            self.js("for (const one of document.querySelectorAll('#manifest details, figure details')) one.open = true")
            over, elements = self.js(OVERFLOW)
            self.assertLessEqual(over, 0)
            self.assertEqual([], elements)

    def test_phone_HasNoTrialWiderThanItself(self):
        self.browser.resize(PHONE)
        for name in ["plain", "hostile"]:
            self.open(name)
            self.js("location.hash = document.querySelector('.trials tbody a').hash")
            self.wait("return document.querySelector('dialog[open] .raw')", "no trial")
            frame = self.js("const one = document.querySelector('.sheet-frame'); return [one.scrollWidth, one.clientWidth]")
            self.assertLessEqual(frame[0], frame[1])

    def test_paper_HasNoControls_AndTheLegend(self):
        self.open()
        self.browser.prefer(media="print")
        shown = "return document.querySelector(arguments[0]).checkVisibility()"
        for control in [".controls", ".filters", ".tools", ".above .row"]:
            self.assertFalse(self.js(shown, control), control)
        for needed in [".printed-legend", ".trials table", "#figures table"]:
            self.assertTrue(self.js(shown, needed), needed)
        self.assertEqual("rgb(255, 255, 255)", self.js("return getComputedStyle(document.body).backgroundColor"))

    def test_paper_IsLight_WhenTheScreenIsDark(self):
        self.browser.prefer(media="print", color_scheme="dark")
        self.open()
        self.assertEqual("rgb(255, 255, 255)", self.js("return getComputedStyle(document.body).backgroundColor"))

    def test_paper_HasTheOpenTrialAlone(self):
        self.open(route=f"#trial={trials('plain')[0]['trial_id']}")
        self.wait("return document.querySelector('dialog[open]')", "no trial")
        self.browser.prefer(media="print")
        self.assertFalse(self.js("return document.querySelector('#charts').checkVisibility()"))
        self.assertTrue(self.js("return document.querySelector('dialog .raw').checkVisibility()"))

    def test_motion_IsNone_WhenLessIsWanted(self):
        trial = f"#trial={trials('plain')[0]['trial_id']}"
        for preference, expected in [("no-preference", "come"), ("reduce", "none")]:
            self.browser.prefer(reduced_motion=preference)
            self.open(route=trial)
            self.wait("return document.querySelector('dialog[open]')", "no trial")
            self.assertEqual(expected, self.js("return getComputedStyle(document.querySelector('dialog')).animationName"))


class WithoutTests(ReportCase):
    def test_words_StandForTheCharts_WhenTheBrowserCannotUnpack(self):
        added = self.browser.command("Page.addScriptToEvaluateOnNewDocument", source="delete window.DecompressionStream")
        try:
            self.open(ready=False)
            self.wait("return document.querySelectorAll('.trouble').length === 2", "no words")
        finally:
            self.browser.command("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])
        self.assertIn("DecompressionStream", self.texts("#charts .trouble")[0])
        self.assertTrue(self.js("return document.querySelector('#figures table').checkVisibility()"))

    def test_words_StandForTheCharts_WhenJavaScriptIsOff(self):
        self.browser.command("Emulation.setScriptExecutionDisabled", value=True)
        self.open(ready=False)
        shown = self.browser.driver.find_element("tag name", "body").text
        self.assertIn("need JavaScript", shown)
        self.assertIn("Key figures", shown)

    def test_file_SaysWhatIsWrong_WhenItIsTorn(self):
        whole = report("plain").read_text(encoding="utf-8")
        at = whole.index('id="data">') + 2000
        torn = report("plain").with_name("torn.html")
        torn.write_text(whole[:at] + whole[at + 1000:], encoding="utf-8")
        self.browser.open(torn, ready=False)
        words = self.wait("return document.querySelector('.trouble')?.textContent", "no words")
        self.assertIn("write the report again", words)
        self.assertTrue(self.browser.errors(), "it is on the console, too")
