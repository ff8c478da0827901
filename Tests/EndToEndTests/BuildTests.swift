import Experiment
import Foundation
import Testing

/// Programs that a plan builds, and programs that are not there.
@Suite(.serialized)
struct BuildTests {
    /// Its stub is at another place, where only a build gets it from.
    private static func sandbox(lacking stub: Stub) throws -> Sandbox {
        let sandbox = try Sandbox()
        try FileManager.default.moveItem(
            atPath: sandbox.path("\(stub.rawValue).sh"), toPath: sandbox.path("source-\(stub.rawValue).sh"))
        return sandbox
    }

    private static let copy = "cp source-good.sh good.sh; echo built >> builds; echo said"

    @Test func build_MakesTheProgram_OnceBeforeTheFirstTrial() throws {
        let sandbox = try Self.sandbox(lacking: .good)
        let plan = try sandbox.plan([.good, .paced], repetitions: 2, builds: [.good: Self.copy])
        let ending = try Laggard.run("run", plan, "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        #expect(try sandbox.text("builds") == "built\n")
        #expect(ending.error.hasPrefix("building good: \(Self.copy)\nsaid\n"))
        #expect(!ending.output.contains("said"))
        let manifest = try RunFolder(path: sandbox.path("out")).manifest()
        #expect(manifest.plan.implementations["good"]?.build == ["sh", "-c", Self.copy])
    }

    @Test func build_IsNotRun_WhenNothingAsksForIt() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good, .paced], repetitions: 2, builds: [.good: "echo built >> builds"])
        let dry = try Laggard.run("run", plan, "--dry-run", in: sandbox)
        #expect(dry.code == 0 && dry.output.contains("built first: good: echo built >> builds\n"))
        let bare = try Laggard.run("run", plan, "--dry-run", "--no-build", in: sandbox)
        #expect(bare.code == 0 && !bare.output.contains("built first"))
        #expect(try Laggard.run("run", plan, "--no-build", "--output", "out", in: sandbox).code == 0)
        let others = try Laggard.run("run", plan, "--set", "implementation=paced", "--output", "others", in: sandbox)
        #expect(others.code == 0, "\(others.error)")
        // Everything is there already.
        #expect(try Laggard.run("run", "--resume", "out", in: sandbox).code == 0)
        #expect(!sandbox.exists("builds"))
        try cutToOneRow(sandbox.path("out/trials.csv"))
        #expect(try Laggard.run("run", "--resume", "out", "--quiet", in: sandbox).code == 0)
        #expect(try sandbox.text("builds") == "built\n")
    }

    private func cutToOneRow(_ path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").prefix(2)
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func resume_IsRefused_WhenTheBuildIsAnother() throws {
        let sandbox = try Sandbox()
        let one = try sandbox.plan([.good], builds: [.good: "true"])
        #expect(try Laggard.run("run", one, "--output", "out", in: sandbox).code == 0)
        let other = try sandbox.plan([.good], builds: [.good: "[touch, built]"], name: "other.yaml")
        let ending = try Laggard.run("run", other, "--resume", "out", in: sandbox)
        #expect(ending.code == 2)
        #expect(
            ending.error.contains(
                "implementations.good.build: [sh, -c, true] in the run, [touch, built] in the plan given"))
        #expect(!sandbox.exists("built"))
    }

    @Test(arguments: [[], ["--quiet"]])
    func build_EndsTheRunWith2AndItsLastLines_WhenItFails(options: [String]) throws {
        let sandbox = try Sandbox()
        let build = "'seq 30; echo wrong >&2; exit 3'"
        let plan = try sandbox.plan([.good], builds: [.good: build])
        let ending = try Laggard.run(["run", plan, "--output", "out"] + options, in: sandbox)
        #expect(ending.code == 2)
        let words = "laggard: the build of the implementation 'good': exit code 3: seq 30; echo wrong >&2; exit 3\n"
        #expect(ending.error.contains(words))
        #expect(ending.error.contains("--no-build"))
        // As it comes, or afterwards: never twice.
        #expect(ending.error.split(separator: "\n").filter { $0.hasSuffix("wrong") }.count == 1)
        #expect(ending.error.contains("\n1\n") == options.isEmpty)
        #expect(ending.output.isEmpty)
        #expect(!sandbox.exists("out") && sandbox.childPIDs().isEmpty)
    }

    @Test func build_IsRefused_WhenItCannotBeStarted() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good], builds: [.good: "[no-such-program-at-all]"])
        let ending = try Laggard.run("run", plan, in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("the build of the implementation 'good': could not be started"))
        #expect(!sandbox.exists("results"))
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func build_IsEndedWithItsGroup_WhenTheRunIs(signal: Int32, code: Int32) throws {
        let sandbox = try Sandbox()
        let build = "'sleep 300 & echo $$ $! | tr \" \" \"\\n\" >> pids; wait'"
        let plan = try sandbox.plan([.good], builds: [.good: build])
        let laggard = try Laggard(["run", plan, "--output", "out"], in: sandbox)
        #expect(eventually { sandbox.childPIDs().count == 2 })
        laggard.signal(signal)
        let ending = try laggard.ending()
        #expect(ending.code == code)
        #expect(ending.error.contains("in the build of the implementation 'good'"))
        #expect(!sandbox.exists("out"))
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
    }

    @Test func build_LeavesNothingBehind_WhenItEndsWell() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good], builds: [.good: "'sleep 300 & echo $! >> pids'"])
        #expect(try Laggard.run("run", plan, "--output", "out", in: sandbox).code == 0)
        #expect(sandbox.childPIDs().count == 2)
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
    }

    // MARK: Refusals before anything is built or written

    @Test func run_IsRefused_WhenAProgramIsNotThere() throws {
        let sandbox = try Self.sandbox(lacking: .good)
        let plan = try sandbox.plan([.good, .paced], builds: [.paced: "touch built"])
        let ending = try Laggard.run("run", plan, in: sandbox)
        #expect(ending.code == 2)
        let absent = "implementation 'good': there is no program at '\(sandbox.path("good.sh"))'"
        #expect(
            ending.error == "laggard: \(absent)\n  Correct its 'command' in the plan, or add a 'build' that makes it.\n"
        )
        #expect(!sandbox.exists("results") && !sandbox.exists("built") && sandbox.childPIDs().isEmpty)
    }

    @Test func run_IsRefused_WhenTheBuildDoesNotMakeTheProgram() throws {
        let sandbox = try Self.sandbox(lacking: .good)
        let plan = try sandbox.plan([.good], builds: [.good: "touch built"])
        let ending = try Laggard.run("run", plan, "--quiet", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("Its build ended well: correct 'command'"))
        #expect(sandbox.exists("built") && !sandbox.exists("results"))
        let without = try Laggard.run("run", plan, "--no-build", in: sandbox)
        #expect(without.code == 2)
        #expect(without.error.contains("Leave --no-build out"))
    }

    @Test func run_IsRefusedBeforeItBuilds_WhenItsFolderIsTaken() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good], builds: [.good: "touch built"])
        let ending = try Laggard.run("run", plan, "--output", sandbox.folder, in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("is not empty"))
        #expect(!sandbox.exists("built"))
    }

    @Test func run_NamesEveryProgramThatIsNeitherBesideLaggardNorOnPath() throws {
        let sandbox = try Sandbox()
        try sandbox.write(
            """
            name: absent
            implementations:
              a: {command: [no-such-broker-1]}
              b: {command: [no-such-broker-2]}
              unused: {command: [no-such-broker-3]}
            scenarios:
              s: {implementation: [a, b, laggard], strategy: drop-newest, subscribers: 1, rate: 1}

            """, to: "plan.yaml")
        let ending = try Laggard.run("run", "plan.yaml", in: sandbox)
        #expect(ending.code == 2)
        for (name, number) in [("a", 1), ("b", 2)] {
            let words =
                "laggard: implementation '\(name)': there is no program 'no-such-broker-\(number)', neither beside"
            #expect(ending.error.contains(words), "\(ending.error)")
        }
        #expect(!ending.error.contains("no-such-broker-3") && !ending.error.contains("'laggard'"))
        #expect(!sandbox.exists("results"))
    }
}
