import ArgumentParser
import Experiment
import Foundation
import Testing

@testable import Laggard

/// Names, limits, differences and words of a run.
struct RunnerTests {
    @Test func runID_SortsByTimeAndIsSafeAsAFolder() {
        let date = Date(timeIntervalSince1970: 1_769_817_599)
        #expect(RunID.make(at: date, plan: "Smoke") == "20260130T235959Z-smoke")
        #expect(RunID.make(at: date, plan: "../../etc/p\u{1B} a") == "20260130T235959Z-etc-p-a")
        #expect(RunID.make(at: date, plan: "…") == "20260130T235959Z")
        #expect(RunID.make(at: date, plan: String(repeating: "x", count: 300)).count == 57)
    }

    @Test func limits_ComeFromTheCell_UnlessTold() {
        let limits = TrialLimits(cell: .fixture())
        #expect(limits.heartbeat == .seconds(10))
        #expect(limits.wallClock > .seconds(8 + 30))
        #expect(limits.wallClock < .seconds(120))
        #expect(TrialLimits(cell: .fixture(), timeout: .seconds(3)).wallClock == .seconds(3))
        var served = Cell.fixture()
        served.profiled = true
        #expect(TrialLimits(cell: served).grace > limits.grace)
        var counted = Cell.fixture()
        counted.durationS = nil
        counted.messages = 30_000
        #expect(TrialLimits(cell: counted).wallClock > .seconds(300))
    }

    @Test(arguments: [("60s", 60.0), ("2m", 120), ("500ms", 0.5), ("1h", 3_600), ("7", 7), ("1.5s", 1.5)])
    func timeout_IsRead(text: String, seconds: Double) {
        #expect(TimeoutArgument(argument: text)?.duration.seconds == seconds)
    }

    @Test(arguments: ["", "s", "-1s", "0s", "nan", "inf", "0x10s", "1d", "ten", "1e99s"])
    func timeout_IsRefused(text: String) {
        #expect(TimeoutArgument(argument: text) == nil)
    }

    @Test func difference_NamesWhatDiffers() throws {
        var plan = Plan(name: "a", scenarios: [Scenario(name: "s", parameters: [.subscribers: [.integer(10)]])])
        #expect(try PlanDifference.between(plan, plan) == [])
        let old = plan
        plan.repetitions = 3
        plan.scenarios[0].parameters[.subscribers] = [.integer(10), .integer(100)]
        plan.implementations["go"] = Implementation(command: ["peer"])
        #expect(
            try PlanDifference.between(old, plan) == [
                "implementations.go.command: not set in the run, [peer] in the plan given",
                "repetitions: 1 in the run, 3 in the plan given",
                "scenarios[0].parameters.subscribers: [10] in the run, [10, 100] in the plan given",
            ])
    }

    @Test func builds_AreThoseOfTheTrialsToBeRun_EachOnce() throws {
        var plan = Plan(name: "p", scenarios: [])
        for (name, build) in [("a", ["make"]), ("b", nil), ("c", ["sh", "-c", "make it"]), ("d", ["make"])] {
            plan.implementations[name] = Implementation(command: [name], build: build)
        }
        func needed(_ names: String...) -> [ImplementationBuild] {
            let trials = names.enumerated().map { index, name in
                var cell = Cell.fixture()
                cell.implementation = name
                return PlannedTrial(cell: cell, cellID: name, repetition: 0, order: index)
            }
            return ImplementationBuild.needed(by: trials, of: plan)
        }
        #expect(needed("laggard", "b").isEmpty)
        #expect(needed("c", "a", "c").map(\.implementation) == ["a", "c"])
        #expect(needed("d", "a").map(\.implementation) == ["a"])
        #expect(needed("c", "d").map(\.text) == ["make it", "make"])
    }

    @Test func build_RunsInItsFolderWithItsEnvironment() async throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        let check = "test \"$(pwd -P)\" = \"$WANTED\" && test -n \"$PATH\""
        var build = ImplementationBuild(implementation: "a", words: ["sh", "-c", check], directory: folder)
        build.environment = ["WANTED": folder]
        try await BuildExecution(build: build, interruption: Interruption(), isQuiet: true).run()
        build.environment = ["WANTED": "elsewhere"]
        let wrong = BuildExecution(build: build, interruption: Interruption(), isQuiet: true)
        let failure = await #expect(throws: Failure.self) { try await wrong.run() }
        #expect(failure?.status == .usage)
    }

    @Test func program_IsLookedForBesideLaggardAndOnPath() {
        #expect(ChildCommand.ofPlan(["sh", "-c"])?.problem == nil)
        #expect(ChildCommand(program: "/").problem == "'/' is a folder, not a program")
        #expect(ChildCommand(program: "/etc/passwd").problem == "'/etc/passwd' is not executable")
        #expect(ChildCommand(program: "./nowhere").problem == "there is no program at './nowhere'")
        let absent = ChildCommand.ofPlan(["no-such-program-at-all"])?.problem
        #expect(absent?.hasPrefix("there is no program 'no-such-program-at-all', neither beside laggard (/") == true)
    }

    @Test func shownText_IsOneHarmlessLine() {
        #expect("a\u{1B}[2J\nb\u{202E}c\u{0}".shown() == #"a\u{1B}[2J\nb\u{202E}c\0"#)
        #expect("grün 日本".shown() == "grün 日本")
        #expect(String(repeating: "a", count: 10).shown(limit: 4) == "aaaa...")
    }

    @Test func exit_HasTheSignalsName() {
        #expect(ChildExit(way: .signal(11)).description == "killed by SIGSEGV")
        #expect(ChildExit(way: .signal(40)).description == "killed by signal 40")
        #expect(ChildExit(way: .code(3)).description == "exit code 3")
    }

    @Test func ending_HasTheExitCodeOfItsError() throws {
        #expect(LaggardCommand.Ending(of: Failure(.inputOutput, "x", hint: "y")).status == .inputOutput)
        #expect(LaggardCommand.Ending(of: Failure(.inputOutput, "x", hint: "y")).text == "laggard: x\n  y")
        #expect(LaggardCommand.Ending(of: ValidationError("no")).status == .usage)
        #expect(LaggardCommand.Ending(of: CancellationError()).status == .bug)
        let usage = #expect(throws: (any Error).self) { try LaggardCommand.parseAsRoot(["run", "--nonsense"]) }
        #expect(LaggardCommand.Ending(of: try #require(usage)).status == .usage)
    }

    @Test func fullDisk_IsTold_WithWhatIsMissing() {
        var error = FileError("out/trials.csv", doing: "write", code: ENOSPC)
        error.wanted = 812
        error.free = 0
        #expect(error.failure.status == .inputOutput)
        #expect(
            error.failure.message
                == "the disk is full, cannot write 'out/trials.csv': 812 bytes to write, 0 free")
        #expect(FileError("a", doing: "open", code: EACCES).failure.message == "cannot open 'a': Permission denied")
    }

    @Test func resumeCommand_IsQuoted_WhenTheFolderHasBlanks() {
        #expect(RunText.resumeCommand(RunFiles(folder: "results/a-b")) == "laggard run --resume results/a-b")
        #expect(RunText.resumeCommand(RunFiles(folder: "it's mine")) == #"laggard run --resume 'it'\''s mine'"#)
    }

    @Test(arguments: [
        (true, ["TERM": "xterm"], true), (true, ["TERM": "xterm", "NO_COLOR": ""], true),
        (true, ["TERM": "xterm", "NO_COLOR": "1"], false), (true, ["TERM": "dumb"], false), (true, [:], false),
        (false, ["TERM": "xterm"], false),
    ])
    func terminal_IsPlain_WhenAskedOrNoTerminal(isTerminal: Bool, environment: [String: String], isInteractive: Bool) {
        let terminal = Terminal(.error, isTerminal: isTerminal, environment: environment)
        #expect(terminal.isInteractive == isInteractive)
    }

    @Test(arguments: [
        ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "de_DE.UTF-8@euro"], true),
        (["LANG": "de_DE"], false), (["LC_ALL": "C", "LANG": "C.UTF-8"], false),
        (["LC_ALL": "", "LANG": "C.UTF-8"], true),
        (["LC_CTYPE": "ja_JP.eucJP", "LANG": "C.UTF-8"], false), (["LC_ALL": "C.UTF-8", "LC_CTYPE": "C"], true),
    ])
    func terminal_IsUnicode_WhenTheLocaleSaysSo(environment: [String: String], isUnicode: Bool) {
        #expect(Terminal(.error, isTerminal: true, environment: environment).isUnicode == isUnicode)
    }

    @Test func estimate_LearnsFromWhatTrialsTook() {
        var estimate = ProgressEstimate(expected: [2, 2, 2, 2])
        #expect(estimate.left(elapsed: 0) == 8)
        #expect(estimate.left(elapsed: 1) == 7)
        estimate.finish(after: 4)
        #expect(estimate.left(elapsed: 0) > 6)
        for _ in 0..<5 { estimate.finish(after: 4) }
        #expect(estimate.left(elapsed: 3) == 0)
    }

    @Test func statusLine_SaysWhichTrialItIs() {
        let name = ProgressText.name(of: .fixture())
        #expect(
            ProgressText.status(trial: 3, of: 24, left: 90, name: name)
                == "[3/24] 1 m 30 s left  steady: timer 10 subscribers, task, open 100 /s")
        var schedule = PairSchedule(cells: [.fixture()], seed: 1)
        let pair = schedule.next([CellID.of(.fixture()): 1])[0]
        #expect(
            ProgressText.status(pair: pair, side: .head, spentS: 12.9, of: 300)
                == "[12 of 300 s] pair 1, head  \(name)")
        #expect(
            ProgressText.status(pair: schedule.trialRun(round: 0)[0], side: .base, spentS: 0, of: 60)
                == "[0 of 60 s] trial run, base  \(name)")
    }
}
