"""The steps of action.yml, in a broker's repository whose broker is a stand-in of some milliseconds a trial."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from composite import Composite

ROOT = Path(__file__).resolve().parents[2]
LAGGARD = Path(os.environ.get("LAGGARD_BIN") or ROOT / ".build/release").resolve()

# Its figure follows from the trial's seed, which both sides share, and from what `rate` and `noise` make of it.
BROKER = """#!/usr/bin/env bash
read -r cell || exit 7
[[ $cell =~ \\"seed\\":[0-9]*([0-9]{4})[,}] ]]
seed=$((10#${BASH_REMATCH[1]}))
echo '{"type":"hello","protocol":1,"implementation":"stub","version":"1","capabilities":["drop-newest"]}'
echo '{"type":"ready"}'
metrics="\\"published\\":100,\\"deliveries_per_s\\":$((RATE))"
echo "{\\"type\\":\\"result\\",\\"status\\":\\"ok\\",\\"metrics\\":{$metrics}}"
"""
STEADY = "1000000 + seed % 100 * 100"
ALIKE = "1000000 + seed % 89 * 100"
HALF = "500000 + seed % 89 * 100"
# Worse than the tolerance, and not as much worse as a floor of 30% asks for: undecided, whatever the noise.
WORSE = "880000 + seed % 89 * 100"
PLAN = """name: gate
implementations:
  mine: {build: ./build, command: [out/broker]}
scenarios:
  flood:
    {implementation: mine, strategy: drop-newest, subscribers: 10, load_model: saturated, warmup: 0s, duration: 1s}
"""
BUILD = "#!/bin/sh\nset -e\nmkdir -p out\ncp broker.sh out/broker\nchmod +x out/broker\n"
GH = """#!/usr/bin/env bash
set -e
cd "$(dirname "$0")"
[ ! -e refuses ] || exit 1
echo "$*" >>calls
case $* in
*--paginate*) if [ -e body ]; then echo 77; fi ;;
*) cp "${@: -1:1}" body 2>/dev/null || { last="${*: -1:1}"; cp "${last#body=@}" body; } ;;
esac
"""


def git(folder, *words):
    settings = ["-c", "user.name=someone", "-c", "user.email=someone@localhost", "-c", "protocol.file.allow=always"]
    result = subprocess.run(["git", "-C", folder, *settings, *words], check=True, capture_output=True, text=True)
    return result.stdout.strip()


class Broker:
    """A broker's repository: `main`, and a branch `topic` of it, in a clone that has `topic` checked out."""

    def __init__(self, folder, base, head, build=BUILD):
        self.origin, self.clone = Path(folder) / "origin", Path(folder) / "clone"
        self.origin.mkdir()
        git(self.origin, "init", "--quiet", "--initial-branch=main")
        self.commit(base, build)
        git(self.origin, "checkout", "--quiet", "-b", "topic")
        self.commit(head)
        git(folder, "clone", "--quiet", self.origin, self.clone)
        git(self.clone, "checkout", "--quiet", "--detach", "origin/topic")

    def commit(self, rate, build=BUILD):
        for name, text in [("broker.sh", BROKER.replace("RATE", rate)), ("build", build), ("plan.yaml", PLAN)]:
            (self.origin / name).write_text(text)
            (self.origin / name).chmod(0o755)
        git(self.origin, "add", "--all")
        git(self.origin, "commit", "--quiet", "--message", "a change")

    @property
    def worktrees(self):
        """Checkouts beside the clone's own."""
        lines = git(self.clone, "worktree", "list", "--porcelain").splitlines()
        return [line.removeprefix("worktree ") for line in lines if line.startswith("worktree ")][1:]


def setUpModule():
    # Who runs this in the background has it ignored, and a shell that was begun so cannot be cancelled by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


class ActionTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="laggard-action-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.action = Composite(ROOT, self.folder / "runner")
        self.inputs = {"plan": "plan.yaml", "budget": "2s", "laggard": str(LAGGARD)}

    def run_action(self, broker, event="pull_request", started=None, **inputs):
        github = {"event": {"repository": {"default_branch": "main"}}, "token": "secret"}
        environment = {"GITHUB_EVENT_NAME": event, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        environment["TMPDIR"] = str(self.folder / "tmp")
        (self.folder / "tmp").mkdir(exist_ok=True)
        if event == "pull_request":
            environment["GITHUB_BASE_REF"] = "main"
            github["event"]["pull_request"] = {"number": "12"}
        code = self.action.run(
            broker.clone, self.inputs | {name.replace("_", "-"): value for name, value in inputs.items()}, github,
            environment, started)
        # A cache keeps the base's.
        left = [path for path in broker.worktrees if not path.endswith("-base") or "/laggard-cache/" not in path]
        self.assertEqual(left, [])
        self.assertEqual(list((self.folder / "tmp").glob("laggard*")), [])
        self.assertEqual(git(broker.clone, "status", "--porcelain"), "")
        return code

    def used(self, name):
        return [settings for action, settings in self.action.used if action == name]

    # MARK: Verdicts

    def test_clean_change_passes(self):
        broker = Broker(self.folder, STEADY, ALIKE)
        self.assertEqual(self.run_action(broker), 0, self.action.log)
        outputs = self.action.outputs
        self.assertEqual((outputs["verdict"], outputs["exit-code"]), ("unchanged", "0"))
        self.assertIn("### laggard: unchanged", self.action.summary.read_text())
        base = git(broker.clone, "rev-parse", "origin/main")
        self.assertIn(f"`{base[:12]}` →", self.action.summary.read_text())
        run = Path(outputs["run-directory"])
        self.assertEqual(json.loads((run / "verdict.json").read_text())["verdict"], "unchanged")
        self.assertTrue((run / "verdict.xml").is_file())
        self.assertEqual(self.used("actions/upload-artifact"), [{"name": "laggard", "path": str(run)}])

    def test_half_the_throughput_is_a_regression(self):
        self.assertEqual(self.run_action(Broker(self.folder, STEADY, HALF)), 1, self.action.log)
        self.assertEqual((self.action.outputs["verdict"], self.action.outputs["exit-code"]), ("regression", "1"))
        self.assertIn("::error title=laggard::regression", self.action.log)
        self.assertIn("**regression**", self.action.summary.read_text())
        self.assertEqual(len(self.used("actions/upload-artifact")), 1)
        self.assertEqual(len(self.used("actions/cache/save")), 1)

    def test_undecided_is_what_the_setting_says(self):
        broker = Broker(self.folder, STEADY, WORSE)
        for setting, code, words in [("pass", 0, "::notice"), ("warn", 0, "::warning"), ("fail", 3, "::error")]:
            with self.subTest(setting):
                ending = self.run_action(broker, undecided=setting, budget="1s", floor="30%")
                self.assertEqual(ending, code, self.action.log)
                self.assertEqual(
                    (self.action.outputs["verdict"], self.action.outputs["exit-code"]), ("undecided", "3"))
                self.assertIn(f"{words} title=laggard::undecided", self.action.log)
                self.assertIn("### laggard: undecided", self.action.summary.read_text())

    def test_commit_of_the_default_branch_is_compared_with_its_parent(self):
        broker = Broker(self.folder, STEADY, HALF)
        git(broker.origin, "checkout", "--quiet", "main")
        git(broker.origin, "merge", "--quiet", "topic")
        git(broker.clone, "fetch", "--quiet", "origin")
        self.assertEqual(self.run_action(broker, event="push"), 1, self.action.log)
        self.assertIn("is in origin/main already: compared with its parent", self.action.log)

    def test_base_that_is_named_is_compared_with(self):
        broker = Broker(self.folder, STEADY, HALF)
        self.assertEqual(self.run_action(broker, base="topic"), 0, self.action.log)
        self.assertEqual(self.run_action(broker, base="main", head="origin/main"), 0, self.action.log)

    # MARK: No verdict

    def test_base_that_does_not_build_is_said(self):
        broker = Broker(self.folder, STEADY, ALIKE, build="#!/bin/sh\necho 'no such <b>header</b>'; exit 9\n")
        self.assertEqual(self.run_action(broker), 2)
        self.assertEqual((self.action.outputs["verdict"], self.action.outputs["exit-code"]), ("", "2"))
        for text in [self.action.log, self.action.summary.read_text()]:
            self.assertIn("the build of the implementation 'mine': exit code 9", text)
        self.assertIn("no such <b>header</b>", self.action.log)
        self.assertEqual(self.used("actions/upload-artifact") + self.used("actions/cache/save"), [])

    def test_shallow_clone_is_told_how_to_become_a_whole_one(self):
        broker = Broker(self.folder, STEADY, ALIKE)
        shallow = self.folder / "shallow"
        for branches in ["--single-branch", "--no-single-branch"]:
            with self.subTest(branches):
                git(self.folder, "clone", "--quiet", "--depth=1", branches, "--branch=topic",
                    f"file://{broker.origin}", f"{shallow}{branches}")
                broker.clone = Path(f"{shallow}{branches}")
                self.assertEqual(self.run_action(broker), 2)
                self.assertIn("fetch-depth: 0", self.action.log)
                self.assertIn("fetch-depth: 0", self.action.summary.read_text())
                self.assertEqual(self.action.outputs["exit-code"], "2")

    def test_input_is_never_code(self):
        broker = Broker(self.folder, STEADY, ALIKE)
        mark = self.folder / "mark"
        for name in ["base", "head", "plan", "preset", "budget", "floor", "seed", "undecided"]:
            for text in [f"$(touch {mark})'; touch {mark}; '", "--help"]:
                with self.subTest(name, text=text):
                    self.assertEqual(self.run_action(broker, **{name: text}), 2, self.action.log)
        self.assertFalse(mark.exists())

    def test_cancelled_job_leaves_nothing(self):
        broker = Broker(self.folder, STEADY, ALIKE)
        pids = []

        def started(process, step):
            def cancel():
                wait_for(lambda: any((self.folder / "tmp").glob("laggard-compare-*/*-head/out/broker")))
                time.sleep(0.3)
                pids.extend(children(process.pid))
                process.send_signal(signal.SIGINT)

            if step.get("id") == "compare":
                threading.Thread(target=cancel).start()

        self.assertEqual(self.run_action(broker, started=started, budget="60s", cache="false"), 143, self.action.log)
        self.assertTrue(pids)
        self.assertEqual([pid for pid in pids if Path(f"/proc/{pid}").exists()], [])
        self.assertIn("no verdict", self.action.summary.read_text())

    # MARK: Beside the verdict

    def test_built_base_is_kept_and_found_again(self):
        broker = Broker(self.folder, STEADY, ALIKE)
        self.assertEqual(self.run_action(broker), 0, self.action.log)
        saved = self.used("actions/cache/save")
        self.assertEqual(saved, self.used("actions/cache/restore"))
        self.assertTrue(saved[0]["key"].endswith(git(broker.clone, "rev-parse", "origin/main")))
        self.assertNotIn("built before", self.action.log)
        # A fresh clone, and the folder that the cache has brought back.
        git(self.folder, "clone", "--quiet", broker.origin, self.folder / "again")
        broker.clone = self.folder / "again"
        git(broker.clone, "checkout", "--quiet", "--detach", "origin/topic")
        self.action.replies = {"kept-base": {"cache-hit": "true"}}
        self.assertEqual(self.run_action(broker), 0, self.action.log)
        self.assertIn("built before", self.action.log)
        self.assertEqual(self.used("actions/cache/save"), [])
        self.assertEqual(self.used("actions/cache/restore"), saved)
        self.assertEqual(self.run_action(broker, cache="false"), 0, self.action.log)
        self.assertEqual(self.used("actions/cache/restore"), [])

    def test_comment_is_written_once_and_then_updated(self):
        broker = Broker(self.folder, STEADY, HALF)
        fake = self.folder / "bin"
        fake.mkdir()
        (fake / "gh").write_text(GH)
        (fake / "gh").chmod(0o755)
        for _ in range(2):
            self.assertEqual(self.run_action(broker, comment="true"), 1, self.action.log)
        calls = (fake / "calls").read_text().splitlines()
        self.assertEqual([("PATCH" in call, "comments/77" in call) for call in calls],
                         [(False, False), (False, False), (False, False), (True, True)])
        body = (fake / "body").read_text().splitlines()
        self.assertEqual(body[0], "<!-- laggard compare: plan.yaml -->")
        self.assertIn("### laggard: regression", body[1])
        (fake / "refuses").touch()
        self.assertEqual(self.run_action(broker, comment="true"), 1, self.action.log)
        self.assertIn("::warning title=laggard::no comment", self.action.log)

    def test_plain_shell_needs_no_github(self):
        broker = Broker(self.folder, STEADY, HALF)
        foreign = ("GITHUB_", "CI_", "LAGGARD_", "GIT_", "RUNNER_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        result = subprocess.run(
            [ROOT / "scripts/ci-compare"], cwd=broker.clone, text=True, capture_output=True,
            env=environment | {"LAGGARD_BIN": str(LAGGARD), "LAGGARD_PLAN": "plan.yaml", "LAGGARD_BUDGET": "2s"})
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("regression", result.stdout)
        self.assertNotIn("::", result.stderr)
        runs = sorted((broker.clone / "results").iterdir())
        self.assertEqual([run.name.split(".")[1:] for run in runs], [[], ["log"], ["md"]])


class DocumentTests(unittest.TestCase):
    def test_document_has_the_workflow_word_for_word(self):
        self.assertIn((ROOT / "docs/ci/github.yml").read_text(), (ROOT / "docs/ci.md").read_text())


def children(pid):
    """The processes below one."""
    below = [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text().split()]
    return below + [grandchild for child in below for grandchild in children(child)]


def wait_for(condition):
    for _ in range(4_000):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError("what was waited for did not come")


if __name__ == "__main__":
    unittest.main()
