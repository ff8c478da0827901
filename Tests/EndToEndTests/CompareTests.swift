import Foundation
import Testing

/// `laggard compare` and `laggard gate` with stub children, real processes and a real git.
@Suite(.serialized) struct CompareTests {
    /// A child whose figures are the same but for the last digits. `$1` multiplies the throughput.
    private static let child = """
        #!/bin/bash
        read -r cell || exit 1
        echo '{"type":"hello","protocol":1,"implementation":"stub","version":"1","capabilities":[],"heap_source":"none"}'
        echo '{"type":"ready"}'
        echo "{\\"type\\":\\"result\\",\\"status\\":\\"ok\\",\\"behind\\":false,\\"latency_bound\\":false,\\"metrics\\":{\\
        \\"published\\":100,\\"deliveries_per_s\\":$((${1:-1000} * 1000 + RANDOM % 9000)),\\
        \\"cpu_ns_per_delivery\\":$((50000 + RANDOM % 900)),\\"fast_duplicates\\":${2:-0}}}"

        """

    private func sandbox(_ child: String = Self.child) throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.write(child, to: "child.sh", mode: 0o755)
        try sandbox.write(
            """
            name: pairs
            implementations:
              mine: {build: "sh build.sh", command: [./child.sh]}
            scenarios:
              only: {implementation: mine, strategy: drop-newest, subscribers: 10, load_model: saturated, duration: 50ms}

            """, to: "pairs.yaml")
        return sandbox
    }

    @discardableResult
    private func git(_ words: String..., in sandbox: Sandbox) throws -> String {
        let ending = try Command.run(
            "/usr/bin/env",
            ["git", "-C", sandbox.folder, "-c", "user.name=t", "-c", "user.email=t@localhost"] + words, in: sandbox)
        try #require(ending.code == 0, "\(ending.errors)")
        return ending.output
    }

    private func commitAll(in sandbox: Sandbox, _ message: String) throws {
        try git("add", "--all", in: sandbox)
        try git("commit", "--quiet", "-m", message, in: sandbox)
    }

    /// A repository whose first commit is the base.
    private func repository() throws -> Sandbox {
        let sandbox = try sandbox()
        try sandbox.write("*\n!child.sh\n!build.sh\n!.gitignore\n", to: ".gitignore")
        try sandbox.write("test -x child.sh\n", to: "build.sh")
        try git("init", "--quiet", "--initial-branch=main", in: sandbox)
        try commitAll(in: sandbox, "base")
        return sandbox
    }

    private func compare(_ words: String..., in sandbox: Sandbox) throws -> Laggard.Ending {
        try Laggard.run(["compare", "pairs.yaml", "--quiet", "--budget", "3s", "--output", "out"] + words, in: sandbox)
    }

    // MARK: Verdicts

    @Test func compare_EndsWell_AndGateSaysTheSameBytes_WhenProgramsAreAlike() throws {
        let sandbox = try sandbox()
        let ending = try compare(
            "--base-command", "./child.sh", "--head-command", "./child.sh", "--junit", "j.xml", "--markdown", "m.md",
            in: sandbox)
        #expect(ending.code == 0, "\(ending.output)\(ending.error)")
        #expect(ending.output.contains("unchanged"))
        let verdict = try sandbox.text("out/verdict.json")
        let again = try Laggard.run(
            "gate", "--baseline", "out", "--candidate", "out", "--json", "again.json", in: sandbox)
        #expect(again.code == 0, "\(again.error)")
        #expect(try sandbox.text("again.json") == verdict)
        #expect(try sandbox.text("m.md").hasPrefix("### laggard: unchanged"))
        #expect(try sandbox.text("j.xml").contains("failures=\"0\""))
    }

    @Test func compare_IsARegression_WhenHeadIsSlower() throws {
        let sandbox = try sandbox()
        let ending = try compare(
            "--base-command", "./child.sh", "--head-command", "./child.sh 700", in: sandbox)
        #expect(ending.code == 1, "\(ending.output)\(ending.error)")
        #expect(ending.output.contains("regression  only  deliveries_per_s"))
    }

    @Test func compare_IsARegression_AndNamesTheStatus_WhenHeadFails() throws {
        let sandbox = try sandbox()
        let ending = try compare("--base-command", "./child.sh", "--head-command", "./segfault.sh .", in: sandbox)
        #expect(ending.code == 1, "\(ending.output)\(ending.error)")
        #expect(ending.output.contains("crashed"))
    }

    // MARK: Revisions

    @Test func compare_ChecksOutAndBuildsBothSides_AndLeavesNothing() throws {
        let sandbox = try repository()
        try sandbox.write(Self.child.replacing("${1:-1000}", with: "600"), to: "child.sh", mode: 0o755)
        let ending = try compare("--base", "main", in: sandbox)
        #expect(ending.code == 1, "\(ending.output)\(ending.error)")
        #expect(ending.output.contains("work tree"))
        #expect(try git("worktree", "list", in: sandbox).split(separator: "\n").count == 1)
        #expect(try git("status", "--porcelain", in: sandbox) == " M child.sh\n")
    }

    @Test func compare_BuildsTheBaseOnce_WithACache() throws {
        let sandbox = try repository()
        try sandbox.write("test -x child.sh && echo built >> \"\(sandbox.path("builds"))\"\n", to: "build.sh")
        try commitAll(in: sandbox, "counted")
        for run in ["a", "b"] {
            let ending = try Laggard.run(
                [
                    "compare", "pairs.yaml", "--quiet", "--budget", "3s", "--base", "main", "--cache", "cache",
                    "--output", run,
                ],
                in: sandbox)
            #expect(ending.code == 0, "\(ending.output)\(ending.error)")
        }
        #expect(try sandbox.text("builds") == "built\nbuilt\nbuilt\n")
    }

    // MARK: Bad input

    @Test func compare_IsRefused_InWords() throws {
        let sandbox = try repository()
        try sandbox.write("echo 'no compiler here' >&2; exit 3\n", to: "build.sh")
        try commitAll(in: sandbox, "broken build")
        try sandbox.write("test -x child.sh\n", to: "build.sh")
        let cases: [([String], Int32, String)] = [
            (["--base", "nowhere"], 2, "'nowhere' is no commit"),
            (["--base", "main"], 2, "no compiler here"),
            (["--base", "main~1", "--head", "main"], 2, "the work tree has changes"),
            (
                ["--base-command", "./child.sh", "--head-command", "./child.sh", "--budget", "1ms"], 2,
                "--budget with at least"
            ),
            (["--base-command", "./child.sh", "--base", "main"], 2, "not both"),
            (["--base", "main", "--cache", "a\nb"], 2, "line break"),
            ([], 2, "--base"),
        ]
        for (words, code, said) in cases {
            let ending = try Laggard.run(["compare", "pairs.yaml", "--quiet"] + words, in: sandbox)
            #expect(ending.code == code, "\(words): \(ending.error)")
            #expect(ending.error.contains(said), "\(words): \(ending.error)")
        }
        #expect(try git("worktree", "list", in: sandbox).split(separator: "\n").count == 1)
    }

    @Test func compare_HasNothingToCompare_WhenTheBaseSpeaksAnotherProtocol() throws {
        let sandbox = try sandbox()
        try sandbox.write(Self.child.replacing("\"protocol\":1", with: "\"protocol\":0"), to: "old.sh", mode: 0o755)
        let ending = try compare("--base-command", "./old.sh", "--head-command", "./child.sh", in: sandbox)
        #expect(ending.code == 5, "\(ending.output)\(ending.error)")
        #expect(ending.error.contains("version 0 of the trial protocol"))
    }

    @Test func gate_IsRefused_InWords_WhenAFileIsWrong() throws {
        let sandbox = try sandbox()
        _ = try compare("--base-command", "./child.sh", "--head-command", "./child.sh", in: sandbox)
        try FileManager.default.copyItem(atPath: sandbox.path("out"), toPath: sandbox.path("cut"))
        let rows = try sandbox.text("out/trials.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",") + "\n"
        }
        try sandbox.write(rows.joined(), to: "cut/trials.csv")
        let ending = try Laggard.run("gate", "--baseline", "out", "--candidate", "cut", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("is missing"), "\(ending.error)")
        let none = try Laggard.run("gate", "--baseline", "out", "--candidate", "nowhere", in: sandbox)
        #expect(none.code == 2 && none.error.contains("there is no folder"), "\(none.error)")
    }

    @Test func gate_TakesAComparisonForItself_AndForNothingElse() throws {
        let sandbox = try sandbox()
        for (folder, head) in [("a", "./child.sh 600"), ("b", "./child.sh")] {
            _ = try Laggard.run(
                [
                    "compare", "pairs.yaml", "--quiet", "--budget", "3s", "--base-command", "./child.sh",
                    "--head-command", head, "--output", folder,
                ], in: sandbox)
        }
        let same = try Laggard.run("gate", "--baseline", "a", "--candidate", sandbox.path("./a/"), in: sandbox)
        #expect(same.code == 1, "\(same.output)\(same.error)")
        let other = try Laggard.run("gate", "--baseline", "b", "--candidate", "a", in: sandbox)
        #expect(other.code == 5 && other.error.contains("is a comparison"), "\(other.output)\(other.error)")
    }

    @Test func compare_SaysWhatTheGateReaches_InASelfTest() throws {
        let sandbox = try sandbox()
        let test = try Laggard.run(
            [
                "compare", "pairs.yaml", "--quiet", "--budget", "3s", "--self-test", "--gates", "200",
                "--head-command", "./child.sh", "--output", "out",
            ], in: sandbox)
        #expect(test.code == 0, "\(test.error)")
        #expect(test.output.contains("false alarms: "))
        let again = try Laggard.run(
            "compare", "pairs.yaml", "--self-test", "--gates", "200", "--recorded", "out", "--seed", "1", in: sandbox)
        #expect(again.code == 0, "\(again.error)")
        #expect(again.output.contains("of 200 replayed gates"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.folder).filter { $0 == "results" } == [])
    }

    @Test func compare_BreaksALimitOfThePlan() throws {
        let sandbox = try sandbox()
        try sandbox.write(
            try sandbox.text("pairs.yaml") + "limits: [deliveries_per_s >= 10_000_000/s]\n", to: "pairs.yaml")
        let ending = try compare("--base-command", "./child.sh", "--head-command", "./child.sh", in: sandbox)
        #expect(ending.code == 6, "\(ending.output)\(ending.error)")
        #expect(ending.output.contains("broken"))
    }

    // MARK: Interruptions

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func compare_LeavesNoWorktreeAndNoChild_WhenItIsEnded(signal: Int32) throws {
        let sandbox = try repository()
        let pids = sandbox.path("pids")
        try sandbox.write("echo $$ >> '\(pids)'; echo 'sleep' >&2; sleep 60\n", to: "build.sh")
        try commitAll(in: sandbox, "endless build")
        let laggard = try Laggard(["compare", "pairs.yaml", "--base", "main", "--output", "out"], in: sandbox)
        #expect(eventually { sandbox.childPIDs().count == 1 })
        laggard.signal(signal)
        let ending = try laggard.ending()
        #expect(ending.code == 128 + signal)
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
        #expect(try eventually { try git("worktree", "list", in: sandbox).split(separator: "\n").count == 1 })
    }

    @Test(arguments: [SIGINT, SIGKILL])
    func compare_LeavesReadableRows_WhenItIsEndedInAPair(signal: Int32) throws {
        let sandbox = try sandbox()
        let slow = Self.child.replacing(
            "echo '{\"type\":\"ready\"}'", with: "echo $$ >> pids; echo '{\"type\":\"ready\"}'; sleep 0.05")
        try sandbox.write(slow, to: "slow.sh", mode: 0o755)
        let laggard = try Laggard(
            ["compare", "pairs.yaml", "--base-command", "./slow.sh", "--head-command", "./slow.sh", "--output", "out"],
            in: sandbox)
        #expect(eventually { sandbox.childPIDs().count >= 5 })
        laggard.signal(signal)
        #expect(try laggard.ending().code == 128 + signal)
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
        let show = try Laggard.run("show", "out", in: sandbox)
        #expect(show.code == 0, "\(show.error)")
    }
}
