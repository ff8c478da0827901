import Synchronization

/// A count of what is alive, and the most it has been.
final class Gauge: Sendable {
    private let now = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    var current: Int { now.load(ordering: .relaxed) }
    var peak: Int { most.load(ordering: .relaxed) }

    func add(_ count: Int = 1) {
        let reached = now.add(count, ordering: .relaxed).newValue
        if reached > most.load(ordering: .relaxed) { most.max(reached, ordering: .relaxed) }
    }

    /// - Returns: what is left.
    @discardableResult
    func remove() -> Int { now.subtract(1, ordering: .acquiringAndReleasing).newValue }
}
