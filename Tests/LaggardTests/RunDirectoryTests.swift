import Experiment
import Foundation
import Results
import Testing

@testable import Laggard

/// A run's files, cut off wherever a power cut may cut them.
struct RunDirectoryTests {
    /// A folder that is gone when the test is over.
    private final class Scratch {
        let path: String

        init() throws {
            var template = Array("/tmp/laggard-unit-XXXXXX".utf8CString)
            let made = template.withUnsafeMutableBufferPointer { buffer in
                buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
            }
            path = try #require(made)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private let plan = Plan(
        name: "p", repetitions: 3, scenarios: [Scenario(name: "s", parameters: [.subscribers: [.integer(10)]])])

    private func manifest() -> Manifest {
        Manifest(runID: "r", plan: plan, commandLine: [], startedAt: "2026-01-31T00:00:00Z")
    }

    private func records() -> [TrialRecord] {
        (0..<3).map { .fixture(.fixture(), repetition: $0, status: .failed, detail: "said \"no\",\nand left") }
    }

    private let histogram = TrialLine.Histogram(metric: .fastLatency, encoding: "HISTFAAA")
    private let sample = TrialLine.Sample(elapsedS: 0.5, phase: .window)

    private func write(_ folder: String) throws {
        let directory = try RunDirectory.create(folder: folder, manifest: manifest())
        for record in records() {
            try directory.append(record, samples: [sample, sample], histograms: [histogram])
        }
    }

    @Test func resume_KeepsWholeRows_WhereverTheFileIsCut() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/run"
        try write(folder)
        let files = RunFiles(folder: folder)
        let rows = try RunFiles.read(files.trials)
        let samples = try RunFiles.read(files.samples)
        let histograms = try RunFiles.read(files.histograms)
        for length in stride(from: 0, through: rows.count, by: 7) {
            try RunFiles.replace(files.trials, with: Array(rows.prefix(length)))
            try RunFiles.replace(files.samples, with: samples)
            try RunFiles.replace(files.histograms, with: histograms)
            let kept = try RunDirectory.resume(folder: folder).records
            #expect(kept == Array(records().prefix(kept.count)))
            let text = try RunFiles.read(files.trials)
            #expect(try RunReader.rows(.trials, text, "trials.csv").torn == nil)
            let points = try RunReader.rows(.samples, RunFiles.read(files.samples), "samples.csv")
            #expect(points.rows.count == 2 * kept.count)
            let left = try RunReader.rows(.histograms, RunFiles.read(files.histograms), "histograms.csv")
            #expect(left.rows.map(\.trialID) == kept.map(\.trialID))
        }
    }

    @Test func resume_GoesOn_WhereverTheSamplesAreCut() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/run"
        try write(folder)
        let files = RunFiles(folder: folder)
        let samples = try RunFiles.read(files.samples)
        for length in 0...samples.count {
            try RunFiles.replace(files.samples, with: Array(samples.prefix(length)))
            #expect(try RunDirectory.resume(folder: folder).records.count == 3)
            #expect(try RunReader.rows(.samples, RunFiles.read(files.samples), "samples.csv").torn == nil)
        }
    }

    @Test func resume_GoesOn_WhereverTheHistogramsAreCut() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/run"
        try write(folder)
        let files = RunFiles(folder: folder)
        let histograms = try RunFiles.read(files.histograms)
        for length in 0...histograms.count {
            try RunFiles.replace(files.histograms, with: Array(histograms.prefix(length)))
            #expect(try RunDirectory.resume(folder: folder).records.count == 3)
            #expect(try RunReader.rows(.histograms, RunFiles.read(files.histograms), "histograms.csv").torn == nil)
        }
        unlink(files.histograms)
        #expect(try RunDirectory.resume(folder: folder).records.count == 3)
    }

    @Test func folder_IsRefused_WhenItIsTaken() throws {
        let scratch = try Scratch()
        try write(scratch.path + "/run")
        #expect(throws: Failure.self) { try RunDirectory.create(folder: scratch.path + "/run", manifest: manifest()) }
        #expect(throws: Failure.self) { try RunDirectory.resume(folder: scratch.path) }
    }

    @Test func folder_IsLocked_WhileARunnerHasIt() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/run"
        let directory = try RunDirectory.create(folder: folder, manifest: manifest())
        let refused = #expect(throws: Failure.self) { try RunDirectory.resume(folder: folder) }
        #expect(refused?.status == .usage)
        #expect(directory.records.isEmpty)
    }

    @Test func rows_AreRefused_WhenThePlanDoesNotHaveThem() throws {
        let scratch = try Scratch()
        try write(scratch.path + "/run")
        let directory = try RunDirectory.resume(folder: scratch.path + "/run")
        let schedule = Schedule(cells: [.fixture()], of: plan)
        #expect(throws: Failure.self) { try directory.check(against: schedule) }
    }
}
