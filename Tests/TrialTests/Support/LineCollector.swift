import Experiment
import Synchronization

/// Keeps the lines that a trial emits.
final class LineCollector: Sendable {
    private let collected = Mutex<[TrialLine]>([])

    var lines: [TrialLine] { collected.withLock { $0 } }

    func add(_ line: TrialLine) { collected.withLock { $0.append(line) } }
}
