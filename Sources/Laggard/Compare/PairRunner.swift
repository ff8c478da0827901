import Experiment
import Foundation
import Gate

/// Runs the trials of pairs, and puts each on the disk when it ends.
final class PairRunner {
    private let directory: RunDirectory
    private let programs: [Side: SideProgram]
    private let interruption: Interruption
    private let timeout: Duration?
    /// Seconds that the trials of a cell took, both sides together, in the order of the pairs.
    private(set) var seconds: [String: [Double]] = [:]

    init(
        _ directory: RunDirectory, programs: [Side: SideProgram], interruption: Interruption, timeout: Duration?
    ) {
        self.directory = directory
        self.programs = programs
        self.interruption = interruption
        self.timeout = timeout
    }

    /// Who is told of each trial of a pair: that it begins, and what its child says.
    struct Watcher {
        var begin: (Side) -> Void
        var see: @Sendable (TrialLine) -> Void
    }

    /// Both trials of a pair, one after the other.
    /// - Throws: `Failure`: a file could not be written, or the runner was told to stop.
    func run(_ pair: PairSchedule.Pair, _ watcher: Watcher) async throws -> TrialPair {
        let start = ContinuousClock.now
        var records: [Side: TrialRecord] = [:]
        for side in pair.order { records[side] = try await run(pair, side, watcher) }
        seconds[pair.cellID, default: []].append((ContinuousClock.now - start).seconds)
        guard let base = records[.base], let head = records[.head] else {
            throw Failure(.bug, "a pair lacks a side")
        }
        return TrialPair(base: base, head: head)
    }

    private func run(_ pair: PairSchedule.Pair, _ side: Side, _ watcher: Watcher) async throws -> TrialRecord {
        if interruption.signal != nil { throw stopped() }
        watcher.begin(side)
        let trialID = pair.trialID(side)
        let startedAt = RunID.timestamp(Date())
        let log = directory.files.errorLog(trialID)
        let execution = TrialExecution(
            command: programs[side]?.command(for: pair.cell) ?? .own(), cell: pair.cell,
            limits: TrialLimits(cell: pair.cell, timeout: timeout), errorLog: log, interruption: interruption,
            observer: watcher.see)
        let end = try await execution.run()
        ErrorLog(path: log).removeIfEmpty()
        guard case .recorded(let findings) = end else { throw stopped() }
        var record = findings.record(
            of: pair.cell, cellID: pair.cellID, trialID: trialID, in: directory.manifest, startedAt: startedAt)
        record.repetition = pair.index ?? 0
        record.order = directory.records.count
        record.side = side.rawValue
        record.pair = pair.index
        do throws(FileError) {
            try directory.append(record, samples: findings.samples, histograms: findings.histograms)
        } catch {
            throw error.failure
        }
        return record
    }

    private func stopped() -> Failure {
        let status = ExitStatus(endedBy: interruption.signal ?? SIGINT)
        return Failure(
            status, "\(status == .interrupted ? "interrupted" : "terminated"): no verdict",
            hint: "The \(directory.records.count) trials so far are in \(directory.files.trials).")
    }
}
