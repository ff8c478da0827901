import Experiment
import Foundation
import Results

/// Runs trials of a run, and puts each on the disk when it ends.
struct TrialRecording {
    let request: RunRequest
    let directory: RunDirectory
    let interruption: Interruption
    /// The wall-clock limit as told; nil computes it from the cell.
    var timeout: Duration?

    /// One trial, up to its row on the disk.
    /// - Returns: the row; nil where the runner was told to stop.
    /// - Throws: `Failure` or `FileError` where a file cannot be written.
    func run(_ trial: PlannedTrial, _ progress: any RunDisplay) async throws -> TrialRecord? {
        guard interruption.signal == nil else { return nil }
        progress.begin(trial.cell)
        let startedAt = RunID.timestamp(Date())
        let log = directory.files.errorLog(trial.trialID)
        let execution = TrialExecution(
            command: request.command(for: trial.cell), cell: trial.cell,
            limits: TrialLimits(cell: trial.cell, timeout: timeout), errorLog: log, interruption: interruption,
            observer: { progress.see($0) })
        let end = try await execution.run()
        ErrorLog(path: log).removeIfEmpty()
        guard case .recorded(let findings) = end else { return nil }
        let record = record(trial, findings, startedAt)
        try directory.append(record, samples: findings.samples, histograms: findings.histograms)
        // Its settings are those of exact trials only.
        if !trial.cell.exact || request.schedule.trials.allSatisfy(\.cell.exact) { try note(findings.hello) }
        progress.finish(findings)
        return record
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
}
