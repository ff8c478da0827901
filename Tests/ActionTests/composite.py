"""Runs the steps of a composite GitHub action, as far as laggard's own needs it: `run` steps in their shell with the
files and variables that GitHub sets, `if` and `${{ }}` over inputs, steps and the github context. Actions of others are
not run: what they were asked for is kept."""

import os
import re
import subprocess
from pathlib import Path

from ruamel.yaml import YAML

NAME = re.compile(r"\b(inputs|steps|github)((?:\.[\w-]+)+)")


class Composite:
    def __init__(self, root, temporary):
        self.root, self.temporary = Path(root), Path(temporary)
        self.action = YAML(typ="safe").load(self.root / "action.yml")
        self.replies = {}  # outputs of others' steps, by id

    def run(self, checkout, inputs=None, github=None, environment=None, started=None):
        """Runs the steps in a checkout. `started` is told of each process, while it runs, and of its step."""
        inputs = {name: str(spec.get("default", "")) for name, spec in self.action["inputs"].items()} | (inputs or {})
        context = {"inputs": inputs, "steps": {}, "github": github or {}}
        # A default may itself be an expression.
        context["inputs"] = {name: self.text(value, context) for name, value in inputs.items()}
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.summary = self.temporary / "summary"
        self.summary.write_text("")
        self.log, self.used, self.code = "", [], 0
        for number, step in enumerate(self.action["runs"]["steps"]):
            condition = step.get("if", "")
            if self.code and "cancelled()" not in condition:
                continue
            if condition and not self.value(condition, context):
                continue
            outputs = context["steps"].setdefault(step.get("id", f"step-{number}"), {"outputs": {}})["outputs"]
            if "uses" in step:
                self.used.append((step["uses"].split("@")[0], self.texts(step["with"], context)))
                outputs.update(self.replies.get(step.get("id"), {}))
            else:
                code = self.shell(step, context, checkout, environment or {}, outputs, started)
                self.code = self.code or code
        self.outputs = {
            name: self.text(spec["value"], context) for name, spec in self.action["outputs"].items()}
        return self.code

    def shell(self, step, context, checkout, environment, outputs, started):
        script, file = self.temporary / "step.sh", self.temporary / "output"
        script.write_text(step["run"])
        file.write_text("")
        process = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script], cwd=checkout, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=self.environment(checkout, file) | environment | self.texts(step.get("env", {}), context))
        if started:
            started(process, step)
        self.log += process.communicate(timeout=120)[0]
        outputs.update(line.split("=", 1) for line in file.read_text().splitlines())
        return process.returncode

    def environment(self, checkout, output):
        """What GitHub sets, and nothing of the CI that this runs in."""
        foreign = ("GITHUB_", "CI_", "LAGGARD_", "GIT_", "RUNNER_")
        own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return own | {
            "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(self.root), "RUNNER_OS": "Linux",
            "GITHUB_WORKSPACE": str(checkout), "GITHUB_REPOSITORY": "someone/broker",
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temporary)}

    def texts(self, values, context):
        return {name: self.text(value, context) for name, value in values.items()}

    def text(self, value, context):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(self.value(match[1], context)), str(value))

    def value(self, expression, context):
        """Strings, ==, !=, && and ||, which are Python's with other names."""
        words = expression.strip().replace("!cancelled()", "True").replace("&&", " and ").replace("||", " or ")
        return eval(NAME.sub(lambda match: repr(look_up(match[0], context)), words), {"__builtins__": {}})


def look_up(path, context):
    for name in path.split("."):
        context = context.get(name, "") if isinstance(context, dict) else ""
    return context
