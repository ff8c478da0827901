import Synchronization

/// Counts arrivals; the last one wakes whoever waits on the trial's state.
final class Countdown: Sendable {
    private let remaining: Atomic<Int>
    private let state: TrialState

    init(_ count: Int, state: TrialState) {
        remaining = Atomic(count)
        self.state = state
    }

    /// Whether everybody has arrived. What they wrote before is then seen.
    var isOver: Bool { remaining.load(ordering: .acquiring) <= 0 }

    func arrive() {
        if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { state.notify() }
    }
}
