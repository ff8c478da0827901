import Experiment
import Foundation
import Testing

/// A run that is stopped or killed keeps its rows, and a resume does the rest exactly once.
@Suite(.serialized)
struct InterruptionTests {
    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func run_KeepsItsRowsAndEndsItsChild_WhenSignalled(signal: Int32, code: Int32) throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good, .waiting])
        let laggard = try Laggard(["run", plan, "--output", "out"], in: sandbox)
        // Whichever comes first, `waiting` is under way once it has left its process id.
        #expect(eventually { isWaiting(sandbox) })
        let before = RunFolder(path: sandbox.path("out")).count
        laggard.signal(signal)
        let ending = try laggard.ending()
        #expect(ending.code == code)
        #expect(ending.error.contains("laggard run --resume out"))
        let folder = RunFolder(path: sandbox.path("out"))
        #expect(try folder.trials().count == before)
        #expect(try folder.isWhole())
        #expect(try folder.manifest().endedAt == nil)
        #expect(sandbox.childPIDs().allSatisfy { !isAlive($0) })
    }

    private func isWaiting(_ sandbox: Sandbox) -> Bool {
        sandbox.childPIDs().contains { pid in
            (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?.contains("waiting.sh") == true
        }
    }

    @Test func resume_RunsEachTrialOnce_WhenTheRunnerWasKilled() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.paced, .good], repetitions: 10)
        let laggard = try Laggard(["run", plan, "--output", "out"], in: sandbox)
        let folder = RunFolder(path: sandbox.path("out"))
        #expect(eventually { folder.count >= 3 })
        laggard.signal(SIGKILL)
        #expect(try laggard.ending().code == 137)
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
        let kept = try folder.trials()
        #expect(kept.count >= 3 && kept.count < 20)

        // A row and samples that were being written when the power went.
        try append("1,run,torn-row", to: sandbox.path("out/trials.csv"))
        try append("orphan,0.5,window,,,,,,,,,,,,\norphan,0.", to: sandbox.path("out/samples.csv"))
        let resumed = try Laggard.run("run", plan, "--resume", "out", in: sandbox)
        #expect(resumed.code == 0, "\(resumed.error)")
        let rows = try folder.trials()
        #expect(rows.count == 20)
        #expect(Set(rows.map(\.trialID)).count == 20)
        #expect(Array(rows.prefix(kept.count)) == kept)
        let ids = Set(rows.map(\.trialID))
        #expect(try folder.samples().count == 20)
        #expect(try folder.samples().allSatisfy { ids.contains($0.trialID) })

        let again = try Laggard.run("run", "--resume", "out", in: sandbox)
        #expect(again.code == 0)
        #expect(try folder.trials() == rows)
    }

    @Test(arguments: [nil, "", "schema_ver"])
    func resume_BeginsAnew_WhenTheRunWasKilledBeforeItsFirstRow(left: String?) throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good])
        #expect(try Laggard.run("run", plan, "--output", "out", in: sandbox).code == 0)
        try FileManager.default.removeItem(atPath: sandbox.path("out/trials.csv"))
        if let left { try sandbox.write(left, to: "out/trials.csv") }
        let ending = try Laggard.run("run", "--resume", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        #expect(try RunFolder(path: sandbox.path("out")).trials().count == 1)
    }

    @Test func resume_IsRefused_WhenThePlanIsAnother() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good])
        #expect(try Laggard.run("run", plan, "--output", "out", in: sandbox).code == 0)
        let before = try sandbox.text("out/trials.csv")
        let ending = try Laggard.run("run", plan, "--seed", "7", "--resume", "out", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("seed: 1 in the run, 7 in the plan given"))
        #expect(try sandbox.text("out/trials.csv") == before)
    }

    @Test func resume_IsRefused_WhileAnotherRunnerIsAtIt() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.waiting])
        let laggard = try Laggard(["run", plan, "--output", "out"], in: sandbox)
        #expect(eventually { isWaiting(sandbox) })
        let second = try Laggard.run("run", "--resume", "out", in: sandbox)
        #expect(second.code == 2)
        #expect(second.error.contains("another laggard is writing to 'out'"))
        laggard.signal(SIGTERM)
        #expect(try laggard.ending().code == 143)
    }

    private func append(_ text: String, to path: String) throws {
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
