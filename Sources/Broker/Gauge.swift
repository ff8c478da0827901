import Synchronization

/// A count of what is alive, and the most it has been.
public final class Gauge: Sendable {
    private let now = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    /// A count of 0.
    public init() {}

    /// What is alive now.
    public var current: Int { now.load(ordering: .relaxed) }

    /// The most that has been alive at once.
    public var peak: Int { most.load(ordering: .relaxed) }

    /// Counts what has come to life.
    public func add(_ count: Int = 1) {
        let reached = now.add(count, ordering: .relaxed).newValue
        if reached > most.load(ordering: .relaxed) { most.max(reached, ordering: .relaxed) }
    }

    /// Counts one that is gone.
    /// - Returns: what is left.
    @discardableResult
    public func remove() -> Int { now.subtract(1, ordering: .acquiringAndReleasing).newValue }
}
