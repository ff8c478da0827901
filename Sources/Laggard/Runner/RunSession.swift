import Experiment
import Foundation
import Results

/// One invocation of `run`: goes through the trials that are missing, and says at the end what came of them.
struct RunSession {
    private let request: RunRequest
    private let directory: RunDirectory
    private let interruption: Interruption
    private let timeout: Duration?
    private let isQuiet: Bool

    /// Makes the run's folder, or opens the one that was begun.
    init(_ request: RunRequest, interruption: Interruption, timeout: Duration?, isQuiet: Bool) async throws {
        self.request = request
        self.interruption = interruption
        self.timeout = timeout
        self.isQuiet = isQuiet
        switch request.folder {
        case .begun(let folder):
            directory = try RunDirectory.resume(folder: folder)
            try directory.check(against: request.schedule)
        case .new(let folder):
            directory = try await Self.create(folder, request.plan)
        }
    }

    private static func create(_ folder: String?, _ plan: Plan) async throws -> RunDirectory {
        let now = Date()
        let id = RunID.make(at: now, plan: plan.name)
        let path = folder.map { RunFiles(folder: $0).folder } ?? RunFiles.free("results/\(id)")
        let runID = folder == nil ? URL(fileURLWithPath: path).lastPathComponent : id
        let manifest = await ManifestGathering(facts: .gather()).manifest(
            runID: runID, plan: plan, startedAt: RunID.timestamp(now), commandLine: CommandLine.arguments)
        return try RunDirectory.create(folder: path, manifest: manifest)
    }

    // MARK: Running

    /// Runs what is missing, prints the summary.
    /// - Throws: `Failure`: a trial failed, a file could not be written, or the runner was told to stop.
    func run() async throws {
        let done = Set(directory.records.map(\.trialID))
        let missing = request.schedule.trials.filter { !done.contains($0.trialID) }
        let progress = ProgressDisplay(
            terminal: Terminal(.error), isQuiet: isQuiet, expected: missing.map(\.cell.estimatedS))
        announce(missing: missing.count, done: done.count)
        do {
            for trial in missing {
                guard try await run(trial, progress) else { break }
            }
            progress.clear()
            if let signal = interruption.signal { throw stopped(by: signal) }
            try finish()
        } catch let error as FileError {
            progress.clear()
            throw kept(error.failure)
        } catch let error as Failure where error.status == .inputOutput {
            progress.clear()
            throw kept(error)
        }
    }

    /// One trial, up to its row on the disk.
    /// - Returns: whether the run goes on.
    private func run(_ trial: PlannedTrial, _ progress: ProgressDisplay) async throws -> Bool {
        guard interruption.signal == nil else { return false }
        progress.begin(trial.cell)
        let startedAt = RunID.timestamp(Date())
        let log = directory.files.errorLog(trial.trialID)
        let execution = TrialExecution(
            command: request.command(for: trial.cell), cell: trial.cell,
            limits: TrialLimits(cell: trial.cell, timeout: timeout), errorLog: log, interruption: interruption,
            observer: { progress.see($0) })
        let end = try await execution.run()
        ErrorLog(path: log).removeIfEmpty()
        guard case .recorded(let findings) = end else { return false }
        try directory.append(
            record(trial, findings, startedAt), samples: findings.samples, histograms: findings.histograms)
        // Its settings are those of exact trials only.
        if !trial.cell.exact || request.schedule.trials.allSatisfy(\.cell.exact) { try note(findings.hello) }
        progress.finish(findings)
        return interruption.signal == nil
    }

    /// The first child with jemalloc tells the manifest which one it is.
    private func note(_ hello: TrialLine.Hello?) throws {
        guard let hello, hello.heapSource == "jemalloc", let version = hello.heapSourceVersion,
            directory.manifest.allocator.version == nil
        else { return }
        try directory.update { manifest in
            manifest.allocator.version = version
            manifest.allocator.config = hello.heapSourceConfig
        }
    }

    private func record(_ trial: PlannedTrial, _ findings: TrialFindings, _ startedAt: String) -> TrialRecord {
        var record = findings.record(
            of: trial.cell, cellID: trial.cellID, trialID: trial.trialID, in: directory.manifest, startedAt: startedAt)
        record.repetition = trial.repetition
        record.order = trial.order
        return record
    }

    // MARK: Saying

    private func announce(missing: Int, done: Int) {
        guard !isQuiet else { return }
        let seconds = request.schedule.trials.filter { trial in
            !directory.records.contains { $0.trialID == trial.trialID }
        }.reduce(0) { $0 + $1.cell.estimatedS }
        let had = done > 0 ? ", \(done) done already" : ""
        Terminal.write(
            "\(missing) trials\(had), about \(Duration.seconds(seconds).shortText), into \(directory.files.folder)\n",
            to: .error)
    }

    private func finish() throws {
        let failed = directory.records.filter { !$0.status.isOutcome }.count
        let limits = RunLimits(request.plan, directory.records)
        let status: ExitStatus = limits.broken > 0 ? .limitBroken : failed == 0 ? .done : .trialFailed
        try directory.update { manifest in
            manifest.endedAt = RunID.timestamp(Date())
            manifest.exitStatus = Int(status.rawValue)
        }
        Terminal.write(RunText.summary(directory.records, directory.files) + limits.text(), to: .output)
        guard status != .done else { return }
        let words = [
            limits.broken == 0 ? nil : "\(limits.broken) limit\(limits.broken == 1 ? " is" : "s are") broken",
            failed == 0 ? nil : "\(failed) of \(directory.records.count) trials failed",
        ]
        throw Failure(
            status, words.compactMap(\.self).joined(separator: "; "),
            hint: failed == 0 ? nil : "What they said is in \(directory.files.logs)/.")
    }

    private func stopped(by signal: Int32) -> Failure {
        let status = ExitStatus(endedBy: signal)
        let count = "\(directory.records.count) of \(request.schedule.trials.count) trials are kept"
        return Failure(status, "\(status == .interrupted ? "interrupted" : "terminated"): \(count)", hint: resumeHint)
    }

    private func kept(_ failure: Failure) -> Failure {
        Failure(
            .inputOutput, failure.message + "; the rows of \(directory.records.count) trials are whole",
            hint: "Make room, then: \(RunText.resumeCommand(directory.files))")
    }

    private var resumeHint: String { "Go on with: \(RunText.resumeCommand(directory.files))" }
}
