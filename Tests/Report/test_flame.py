"""The page of flame graphs that `laggard profile` writes, of real profiles."""

import functools
import unittest
from pathlib import Path

from browser import PHONE
from report_case import SCRATCH, browser, laggard

SHOWN = "#graph > div"


@functools.cache
def pages():
    """A profile alone, and one against another."""
    folders = {name: Path(SCRATCH.name) / f"profile-{name}" for name in ("alone", "against")}
    laggard("profile", "--quiet", "--for", "500ms", "--output", folders["alone"])
    laggard("profile", "--quiet", "--for", "500ms", "--diff", "ticker", "--output", folders["against"])
    return {name: folder / "flame.html" for name, folder in folders.items()}


class FlameTests(unittest.TestCase):
    def setUp(self):
        self.browser = browser()
        self.browser.reset()

    def tearDown(self):
        self.assertEqual([], self.browser.errors())
        own = [address for address in self.browser.requests() if not address.startswith(("file:", "about:", "data:"))]
        self.assertEqual([], own)

    def open(self, name):
        self.browser.open(pages()[name])

    def js(self, script, *values):
        return self.browser.run(script, *values)

    def press(self, key):
        self.js("document.getElementById('graph').dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", key)

    def view(self, words):
        self.js("""[...document.querySelectorAll('#controls [data-view]')]
            .find((button) => button.textContent.includes(arguments[0])).click()""", words)

    def boxes(self):
        """Of each box that is shown: its function, its left edge, its right edge and its row."""
        return self.js(f"""return [...document.querySelectorAll('{SHOWN}')].map((box) => [box.node.name,
            parseFloat(box.style.left), parseFloat(box.style.left) + parseFloat(box.style.width), box.node.depth])""")

    def test_boxes_LieWithinTheirCallers_AndBesideEachOther(self):
        self.open("alone")
        self.view("heap in use")
        boxes = self.boxes()
        self.assertEqual(["all", 0, 100, 0], boxes[0])
        self.assertGreater(len(boxes), 10)
        for name, left, right, depth in boxes[1:]:
            self.assertTrue(any(row == depth - 1 and start - 0.01 <= left and right <= end + 0.01
                                for _, start, end, row in boxes), name)
        for row in {box[3] for box in boxes}:
            edges = sorted(box[1:3] for box in boxes if box[3] == row)
            self.assertTrue(all(first[1] <= second[0] + 0.01 for first, second in zip(edges, edges[1:])))

    def test_leak_IsInTheHeap_AndIsFoundBySearching(self):
        self.open("alone")
        self.view("heap in use")
        self.js("const field = document.getElementById('search'); field.value = 'fireOnce'; field.dispatchEvent(new Event('input'))")
        self.assertGreater(self.js("return document.querySelectorAll('#graph > .found').length"), 0)
        words = self.js("return document.getElementById('detail').textContent")
        self.assertGreater(float(words.split("% is in what was searched for")[0].split()[-1]), 50)
        # No regular expression: the text as it stands.
        self.js("const field = document.getElementById('search'); field.value = 'fireOnce('; field.dispatchEvent(new Event('input'))")
        self.assertGreater(self.js("return document.querySelectorAll('#graph > .found').length"), 0)

    def test_click_ShowsAFunctionAlone_AndEscapeAll(self):
        self.open("alone")
        name = self.js(f"const box = document.querySelectorAll('{SHOWN}')[4]; box.click(); return box.node.name")
        chosen = next(box for box in self.boxes() if box[0] == name)
        self.assertEqual([0, 100], chosen[1:3])
        self.assertTrue(self.js("return !document.getElementById('back').disabled"))
        self.press("Escape")
        self.assertTrue(self.js("return document.getElementById('back').disabled"))

    def test_keys_GoAround(self):
        self.open("alone")
        chosen = "return document.querySelector('#graph > .current').node.depth"
        self.assertEqual(0, self.js(chosen))
        for _ in range(3):
            self.press("ArrowDown")
        self.assertEqual(3, self.js(chosen))
        self.assertEqual("true", self.js("return document.getElementById('current').getAttribute('aria-selected')"))
        self.press("ArrowUp")
        self.assertEqual(2, self.js(chosen))
        self.press("Enter")
        self.assertEqual(100, self.js("return parseFloat(document.querySelector('#graph > .current').style.width)"))

    def test_difference_IsOrange_WhereThereIsMore(self):
        self.open("against")
        self.view("after: heap in use")
        self.assertIn("more than in ticker", self.js("return document.getElementById('legend').textContent"))
        # The widest of several places from which it is called.
        timer = f"""[...document.querySelectorAll('{SHOWN}')].filter((box) => box.node.name.startsWith('AfterTimeout.willSend'))
            .sort((first, second) => second.node.value - first.node.value)[0]"""
        self.assertEqual(0, self.js(f"return {timer}.node.base"))
        red, _, blue = self.js(f"""const box = {timer};
            const canvas = document.createElement('canvas').getContext('2d', {{willReadFrequently: true}});
            canvas.fillStyle = getComputedStyle(box).backgroundColor; canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)""")
        self.assertGreater(red, blue + 60)

    def test_page_IsReadable_OnAPhoneAndByNight(self):
        self.browser.resize(PHONE)
        self.browser.prefer(color_scheme="dark")
        self.open("against")
        self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), PHONE[0])
        # Light words on a dark page.
        colors = self.js("const style = getComputedStyle(document.body); return [style.color, style.backgroundColor]")
        light, dark = ([int(part) for part in color[4:-1].split(",")] for color in colors)
        self.assertGreater(sum(light), sum(dark) + 400)
