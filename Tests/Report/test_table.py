"""The table of trials: sorted, filtered, copied; by mouse and by keyboard."""

import csv
import io

from selenium.webdriver.common.keys import Keys

from report_case import ReportCase, trials


def number(row, column):
    return float(row[column]) if row[column] else None


class TableTests(ReportCase):
    def setUp(self):
        super().setUp()
        self.open()

    def shown(self):
        """The trials that are in the table now, in its order, as CSV has them."""
        self.js("watched.copied = null; document.querySelector('.above button').click()")
        text = self.wait("return watched.copied", "nothing was copied")
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual(
            [row["trial_id"] for row in rows[:5]],
            self.js("""return [...document.querySelectorAll('.trials tr[data-trial]')].slice(0, 5)
                .map((row) => decodeURIComponent(row.querySelector('a').hash.slice(7)))"""))
        return rows

    def ids(self):
        return [row["trial_id"] for row in self.shown()]

    def sort(self, column):
        self.click(f'.trials thead button[data-column="{column}"]')
        return self.js("return document.querySelector(`button[data-column='${arguments[0]}']`).closest('th').ariaSort", column)

    def filter(self, words):
        self.js("const box = document.querySelector('.search input'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))", words)

    def wait_for_count(self, count):
        self.wait("return document.querySelector('.above .count').textContent.startsWith(arguments[0])", f"not {count}", f"{count} ")

    def test_copy_IsTheFile(self):
        self.assertEqual(len(trials("plain")), len(self.shown()))
        known = {row["trial_id"]: row for row in trials("plain")}
        for row in self.shown():
            for column, text in known[row["trial_id"]].items():
                same = row[column] == text or (text and row[column] and float(row[column]) == float(text))
                self.assertTrue(same, f"{column}: {row[column]!r}, not {text!r}")

    def test_sort_IsNumericAndStable_WithTheAbsentLast(self):
        before = self.shown()
        for direction in ["ascending", "descending"]:
            self.assertEqual(direction, self.sort("fast_latency_p99_ns"))
            sign = 1 if direction == "ascending" else -1
            known = [row for row in before if number(row, "fast_latency_p99_ns") is not None]
            absent = [row for row in before if number(row, "fast_latency_p99_ns") is None]
            self.assertTrue(absent)
            known.sort(key=lambda row: sign * number(row, "fast_latency_p99_ns"))
            self.assertEqual([row["trial_id"] for row in known + absent], self.ids())
        self.assertEqual("none", self.sort("fast_latency_p99_ns"))
        self.assertEqual([row["trial_id"] for row in before], self.ids())

    def test_sort_OfFewValues_KeepsTheOrderAmongEqualOnes(self):
        before = self.shown()
        self.sort("strategy")
        after = self.shown()
        self.assertEqual(sorted(row["strategy"] for row in before), [row["strategy"] for row in after])
        for strategy in {row["strategy"] for row in before}:
            self.assertEqual([row["trial_id"] for row in before if row["strategy"] == strategy],
                             [row["trial_id"] for row in after if row["strategy"] == strategy])  # fmt: skip

    def expect(self, words, holds):
        expected = {row["trial_id"] for row in trials("plain") if holds(row)}
        self.assertTrue(0 < len(expected) < len(trials("plain")), "a filter that filters")
        self.filter(words)
        self.wait_for_count(len(expected))
        self.assertEqual(expected, set(self.ids()), words)

    def test_filter_FindsWordsAndCompares(self):
        self.expect("ticker", lambda row: "ticker" in row["strategy"])
        self.expect("strategy=ticker subscribers>=100", lambda row: row["strategy"] == "ticker" and int(row["subscribers"]) >= 100)
        self.expect("fast_latency_p99_ns>2e7", lambda row: (number(row, "fast_latency_p99_ns") or 0) > 2e7)
        self.expect("status!=ok", lambda row: row["status"] != "ok")
        self.expect("Saturated 1000", lambda row: row["load_model"] == "saturated" and row["subscribers"] == "1000")

    def test_filter_SaysSo_WhenNothingPasses(self):
        self.filter("nothing-is-called-so")
        self.wait_for_count(0)
        self.assertEqual(["No trial passes these filters."], self.texts(".trials tbody tr"))
        self.click(".filters > button.quiet")
        self.wait_for_count(len(trials("plain")))

    def test_facets_AreAllMet_AndAnyOfTheirValues(self):
        def tick(facet, value):
            self.js(
                """const menu = document.querySelector(`[data-facet="${arguments[0]}"]`); menu.open = true;
                [...menu.querySelectorAll('label')].find((one) => one.children[1].textContent === arguments[1]).querySelector('input').click()""",
                facet, value)

        tick("strategy", "timer")
        tick("strategy", "deadline")
        tick("subscribers", "1,000")
        expected = {row["trial_id"] for row in trials("plain")
                    if row["strategy"] in ("timer", "deadline") and row["subscribers"] == "1000"}  # fmt: skip
        self.wait_for_count(len(expected))
        self.assertEqual(expected, set(self.ids()))

    def test_columns_CanBeChosen(self):
        heads = "return [...document.querySelectorAll('.trials thead button')].map((one) => one.dataset.column)"
        self.assertNotIn("cpu_user_s", self.js(heads))
        self.js("""[...document.querySelectorAll('.menu.columns label')].find((one) => one.textContent === 'cpu_user_s')
            .querySelector('input').click()""")
        self.assertEqual("cpu_user_s", self.js(heads)[-1])

    def test_rows_AreInTheDocumentOnlyInView_AndScrollToTheLast(self):
        self.assertLess(self.js("return document.querySelectorAll('.trials tr[data-trial]').length"), 80)
        last = self.ids()[-1]
        self.js("const box = document.querySelector('.trials'); box.scrollTop = box.scrollHeight")
        self.wait("return [...document.querySelectorAll('.trials tbody a')].at(-1).hash.endsWith(arguments[0])", "not the last", last)

    def active(self):
        return self.js("return document.activeElement.hash ?? document.activeElement.dataset.column ?? document.activeElement.id")

    def press(self, *keys):
        for key in keys:
            self.browser.driver.switch_to.active_element.send_keys(key)

    def test_keyboard_SortsWalksOpensAndComesBack(self):
        self.js("document.querySelector('.trials thead button').focus()")
        self.press(Keys.ENTER)
        self.assertEqual("strategy", self.active(), "the focus stays where it was")
        ids = self.ids()
        self.js("document.querySelector('.trials thead tr th:last-child button').focus()")
        self.press(Keys.TAB)
        self.assertEqual(f"#trial={ids[0]}", self.active(), "one row can be reached with Tab")
        self.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
        self.assertEqual(f"#trial={ids[1]}", self.active())
        self.press(Keys.END)
        self.assertEqual(f"#trial={ids[-1]}", self.active())
        self.press(Keys.ENTER)
        self.wait("return document.querySelector('dialog[open]')", "Enter opens nothing")
        self.press(Keys.ESCAPE)
        self.wait("return !document.querySelector('dialog[open]')", "Escape closes nothing")
        self.assertEqual(f"#trial={ids[-1]}", self.active(), "the focus is where it was")

    def test_keyboard_ReachesEveryControl_AndShowsWhereItIs(self):
        """Tab by Tab from the top, until the table's rows: nothing is passed over, nothing without an outline."""
        wanted = self.js(
            """return [...document.querySelectorAll('a[href], button:not(:disabled), summary, input')].filter((one) => (
            one.checkVisibility() && one.tabIndex >= 0 && (one.type !== 'radio' || one.checked))).length""")
        self.js("document.activeElement.blur(); window.scrollTo(0, 0); window.getSelection().collapse(document.body, 0)")
        seen = 0
        for _ in range(wanted + 60):
            self.browser.driver.switch_to.active_element.send_keys(Keys.TAB)
            found = self.js(
                """const one = document.activeElement;
                const shown = one.matches('input[type=radio]') ? one.nextElementSibling : one;
                return one === document.body ? null : [one.matches('a, button, summary, input'), getComputedStyle(shown).outlineStyle]""")
            if found is None:
                break
            seen += found[0]
            self.assertNotEqual("none", found[1], self.js("return document.activeElement.outerHTML.slice(0, 200)"))
        self.assertGreaterEqual(seen, wanted)
