import Synchronization

/// A message that knows whether all of its kind are gone: a reference that is kept too long, or freed too early, shows.
final class Letter: Sendable {
    /// Those of one schedule that are alive.
    final class Count: Sendable {
        private let alive = Atomic(0)
        var isZero: Bool { alive.load(ordering: .acquiring) == 0 }
        fileprivate func add(_ change: Int) { alive.add(change, ordering: .acquiringAndReleasing) }
    }

    let publisher: Int
    let number: Int
    private let count: Count

    init(publisher: Int, number: Int, count: Count) {
        (self.publisher, self.number, self.count) = (publisher, number, count)
        count.add(1)
    }

    deinit { count.add(-1) }
}
