import Experiment
import Foundation
import Results

/// One invocation of `run`: goes through the trials that are missing, and says at the end what came of them.
struct RunSession {
    private let request: RunRequest
    private let directory: RunDirectory
    private let interruption: Interruption
    private let recording: TrialRecording
    private let isQuiet: Bool
    /// Who is told how it goes; progress on standard error unless set.
    var display: (any RunDisplay)?
    /// What is said at the end.
    var summary: ([TrialRecord], RunFiles) -> String = RunText.summary

    /// Makes the run's folder, or opens the one that was begun.
    init(_ request: RunRequest, interruption: Interruption, timeout: Duration?, isQuiet: Bool) async throws {
        self.request = request
        self.interruption = interruption
        self.isQuiet = isQuiet
        switch request.folder {
        case .begun(let folder):
            directory = try RunDirectory.resume(folder: folder)
            try directory.check(against: request.schedule)
        case .new(let folder):
            directory = try await RunDirectory.begin(folder, request.plan)
        }
        recording = TrialRecording(
            request: request, directory: directory, interruption: interruption, timeout: timeout)
    }

    // MARK: Running

    /// Runs what is missing, prints the summary.
    /// - Throws: `Failure`: a trial failed, a file could not be written, or the runner was told to stop.
    func run() async throws {
        let done = Set(directory.records.map(\.trialID))
        let missing = request.schedule.trials.filter { !done.contains($0.trialID) }
        let progress =
            display
            ?? ProgressDisplay(
                terminal: Terminal(.error), isQuiet: isQuiet, expected: missing.map(\.cell.estimatedS))
        defer { progress.clear() }
        announce(missing: missing.count, done: done.count)
        do {
            for trial in missing {
                guard try await recording.run(trial, progress) != nil, interruption.signal == nil else { break }
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
        Terminal.write(summary(directory.records, directory.files) + limits.text(), to: .output)
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
