import Experiment
import Synchronization

/// What the threads and tasks of a trial tell each other: the phase, and why to end before time.
final class TrialState: Sendable {
    /// Read by every receiver once per batch: alone on its line.
    private let currentPhase = Atomic(TrialPhase.setup)
    private let publishersMustStop = Atomic(false)
    private let ending = Mutex(Ending?.none)
    private let changed = MonotonicCondition()

    /// An end before time: a failure in words, or a limit that was reached.
    struct Ending: Sendable, Equatable {
        var status: TrialStatus
        var detail: String
    }

    init() {}

    @inline(__always)
    var phase: TrialPhase { currentPhase.load(ordering: .relaxed) }

    func enter(_ phase: TrialPhase) { currentPhase.store(phase, ordering: .sequentiallyConsistent) }

    /// No publisher may begin another message.
    var isPublishingOver: Bool { publishersMustStop.load(ordering: .acquiring) }

    func stopPublishing() { publishersMustStop.store(true, ordering: .sequentiallyConsistent) }

    /// The first ending that was asked for; a failure replaces a limit, which is only an outcome.
    var requestedEnding: Ending? { ending.withLock { $0 } }

    /// A bug of the broker or of the harness.
    func fail(_ detail: String) { end(Ending(status: .failed, detail: detail)) }

    func end(_ new: Ending) {
        ending.withLock { current in
            if current == nil || (current?.status != .failed && new.status == .failed) { current = new }
        }
        notify()
    }

    /// Something happened that `wait` may be waiting for.
    func notify() { changed.withLock { changed.signalAll() } }

    /// Blocks the calling thread until `condition` holds, an ending is asked for (not `evenWhenEnding`), or `deadline`.
    /// The condition is looked at after every `notify`, and under a lock: it may not notify.
    func wait(until deadline: Int64?, evenWhenEnding: Bool = false, orUntil condition: () -> Bool = { false }) {
        changed.withLock {
            while !condition(), evenWhenEnding || requestedEnding == nil, MonotonicClock.now() < deadline ?? .max {
                changed.wait(until: deadline)
            }
        }
    }
}
