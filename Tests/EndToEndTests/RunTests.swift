import Experiment
import Foundation
import Testing

/// `laggard run` with stub children: real processes, real files.
@Suite(.serialized)
struct RunTests {
    @Test func run_WritesARowPerTrial_WhenChildrenBehave() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run(
            "run", sandbox.plan([.good, .heapLimit], repetitions: 2), "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        let folder = RunFolder(path: sandbox.path("out"))
        let rows = try folder.trials()
        #expect(rows.count == 4)
        #expect(Set(rows.map(\.trialID)).count == 4)
        #expect(rows.filter { $0.status == .ok }.count == 2)
        #expect(rows.filter { $0.status == .heapLimit }.count == 2)
        #expect(rows.allSatisfy { $0.measurements[.published] == 100 && $0.measurements[.trialWall] ?? 0 > 0 })
        #expect(rows.allSatisfy { $0.heapSource == "jemalloc" && $0.implementationVersion == "1.2" })
        #expect(try folder.samples().count == 4)
        let manifest = try folder.manifest()
        #expect(manifest.exitStatus == 0)
        #expect(manifest.endedAt != nil)
        #expect(ending.output.contains("1.00 ±0.00 M/s"))
        #expect(!ending.error.contains("\u{1B}"))
        #expect(try Laggard.run("show", "out", in: sandbox).output == ending.output)
    }

    @Test func ratios_AreShown_WhenCellsHaveTwoImplementations() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good, .paced], repetitions: 5)
        let ending = try Laggard.run("run", plan, "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        let line = "good/paced      5  1.00 [1.00, 1.00]  1.00 [1.00, 1.00]"
        #expect(ending.output.contains(line) && ending.output.contains("[Intervals]: 93.8% with 5 pairs."))
        #expect(try Laggard.run("show", "out", in: sandbox).output == ending.output)
        let summary = try Laggard.run("show", "out", "--only", "summary", in: sandbox).output
        #expect(!summary.contains("good/paced") && summary.contains("1.00 ±0.00 M/s"))
        let page = try Laggard.run("show", "out", "--only", "ratios", "--format", "markdown", in: sandbox).output
        #expect(page.hasPrefix("**steady: ratios**\n\n| strategy | subscribers | load | ratio | pairs |"))
    }

    @Test func run_GoesOnAndExitsWith4_WhenChildrenFail() throws {
        let sandbox = try Sandbox()
        let stubs: [Stub] = [.good, .rubbish, .segfault, .killed, .early]
        let ending = try Laggard.run("run", sandbox.plan(stubs), "--output", "out", in: sandbox)
        #expect(ending.code == 4)
        let rows = try RunFolder(path: sandbox.path("out")).trials()
        #expect(rows.count == stubs.count)
        func row(_ stub: Stub) throws -> TrialRecord {
            try #require(rows.first { $0.cell.implementation == stub.rawValue })
        }
        #expect(try row(.good).status == .ok)
        #expect(try row(.rubbish).status == .failed)
        #expect(try row(.rubbish).statusDetail == #"line 4 of its output is not JSON: "what \u{1B}[31mis this""#)
        #expect(try row(.segfault).status == .crashed)
        #expect(try row(.segfault).statusDetail == "killed by SIGSEGV: about to fall")
        #expect(try row(.segfault).measurements[.published] == 5)
        #expect(try row(.killed).statusDetail == "killed by SIGKILL")
        #expect(try row(.early).statusDetail == "exit code 3: no memory for 10 subscribers")
        #expect(ending.output.contains("Trials that failed (4)"))
        #expect(try sandbox.text("out/logs/\(row(.early).trialID).stderr") == "no memory for 10 subscribers\n")
        #expect(try RunFolder(path: sandbox.path("out")).manifest().exitStatus == 4)
    }

    @Test func trial_TimesOutAndItsChildIsGone_WhenItHangs() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run(
            "run", sandbox.plan([.hanging]), "--output", "out", "--trial-timeout", "500ms", in: sandbox)
        #expect(ending.code == 4)
        let row = try #require(try RunFolder(path: sandbox.path("out")).trials().first)
        #expect(row.status == .timeout)
        #expect(row.statusDetail == "no result after 0.5 s")
        #expect(row.measurements[.published] == 5)
        #expect(row.measurements[.maxResident] ?? 0 > 100_000)
        #expect(sandbox.childPIDs().count == 1)
        #expect(sandbox.childPIDs().allSatisfy { !isAlive($0) })
    }

    @Test func grandchild_IsEnded_WhenItOutlivesItsTrial() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run("run", sandbox.plan([.parent]), "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        #expect(sandbox.childPIDs().count == 2)
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
    }

    @Test func trial_KeepsItsResult_WhenItsChildLingers() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run("run", sandbox.plan([.lingering]), "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        #expect(try RunFolder(path: sandbox.path("out")).trials().map(\.status) == [.ok])
    }

    @Test func samples_AreAllThere_WhenThereAreMany() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run("run", sandbox.plan([.talkative]), "--output", "out", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        #expect(try RunFolder(path: sandbox.path("out")).samples().count == 4_001)
    }

    @Test func run_ChoosesAFolderOfItsOwn_WhenNoneIsNamed() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.good])
        for _ in 0..<2 { #expect(try Laggard.run("run", plan, "--quiet", in: sandbox).code == 0) }
        let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.path("results"))
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.contains("Z-stubs") })
    }

    @Test func dryRun_WritesNothing() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run("run", sandbox.plan([.good], repetitions: 3), "--dry-run", in: sandbox)
        #expect(ending.code == 0)
        #expect(ending.output.contains("1 cells, 3 trials, about"))
        #expect(!sandbox.exists("results"))
        #expect(sandbox.childPIDs().isEmpty)
    }
}
