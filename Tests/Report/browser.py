"""A headless Chromium for the tests of reports: one for all of them, put back to its beginnings for each."""

import json
import os
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

WIDE, PHONE = (1360, 900), (390, 844)
# Longest wait for what a page does, in seconds: a machine under load is slow, and no test is about that.
PATIENCE = 60
# Before anything of a page runs: what is copied is kept, and so is whoever would have come out of hostile data.
WATCH = """
window.watched = {copied: null, alerts: []};
window.alert = (words) => watched.alerts.push(String(words));
Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { watched.copied = text; }}});
"""


class Browser:
    def __init__(self):
        options = Options()
        options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium")
        for argument in ["--headless=new", "--disable-dev-shm-usage", "--window-size=%d,%d" % WIDE]:
            options.add_argument(argument)
        if os.getuid() == 0:
            options.add_argument("--no-sandbox")  # Its sandbox needs another user than root.
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_script_timeout(PATIENCE)
        self.command("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def quit(self):
        self.driver.quit()

    def command(self, name, **parameters):
        """Chromium's own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def reset(self):
        """As at first: wide, by day, with JavaScript, and nothing logged."""
        self.command("Emulation.setScriptExecutionDisabled", value=False)
        self.driver.get("about:blank")
        # Full, at 50 entries, it would lose those that no user has touched: the page's own.
        self.command("Page.resetNavigationHistory")
        self.resize(WIDE)
        self.prefer()
        self.errors()
        self.requests()

    def resize(self, size):
        width, height = size
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=width < 600)

    def prefer(self, media="", **features):
        """What the user prefers: `color_scheme="dark"`; or the medium: `media="print"`."""
        given = [{"name": "prefers-" + name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.command("Emulation.setEmulatedMedia", media=media, features=given)

    def open(self, path, route="", ready=True):
        self.driver.get("about:blank")
        self.driver.get(path.resolve().as_uri() + route)
        if ready:
            self.wait("return document.documentElement.dataset.ready === 'true'", "the page is not ready")

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def wait(self, script, words, *values):
        """Until the script gives something that holds; gives that."""
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: self.run(script, *values), words)

    def errors(self):
        """What was complained of on the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """The addresses that were asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]
