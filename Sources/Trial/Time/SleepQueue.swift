/// Deadlines with what waits for them: a binary heap, the earliest first.
struct SleepQueue<Waiter> {
    private var entries: [(deadline: Int64, waiter: Waiter)] = []

    init(capacity: Int) { entries.reserveCapacity(capacity) }

    var earliest: Int64? { entries.first?.deadline }
    var count: Int { entries.count }

    mutating func insert(_ waiter: Waiter, deadline: Int64) {
        entries.append((deadline, waiter))
        var child = entries.count - 1
        while child > 0, entries[child].deadline < entries[(child - 1) / 2].deadline {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out one waiter whose deadline is not after `now`.
    mutating func popDue(at now: Int64) -> Waiter? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in 2 * parent + 1..<2 * parent + 3
            where child < entries.count && entries[child].deadline < entries[least].deadline {
                least = child
            }
            guard least != parent else { break }
            entries.swapAt(parent, least)
            parent = least
        }
        return first.waiter
    }
}
