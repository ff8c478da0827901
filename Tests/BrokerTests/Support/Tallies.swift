import Synchronization

/// How often each of many things has happened.
final class Tallies: Sendable {
    let count: Int
    private let counts: Mutex<[Int]>

    init(count: Int) {
        self.count = count
        counts = Mutex([Int](repeating: 0, count: count))
    }

    func add(_ index: Int) { counts.withLock { $0[index] += 1 } }

    var all: [Int] { counts.withLock { $0 } }
}

/// What happened, in its order.
final class Journal: Sendable {
    private let entries = Mutex<[Int]>([])
    func note(_ entry: Int) { entries.withLock { $0.append(entry) } }
    var all: [Int] { entries.withLock { $0 } }
}

/// Something that happens once.
final class Flag: Sendable {
    private let state = Atomic(false)
    var isSet: Bool { state.load(ordering: .acquiring) }
    func set() { state.store(true, ordering: .releasing) }
}

/// A small seeded generator: xorshift.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
