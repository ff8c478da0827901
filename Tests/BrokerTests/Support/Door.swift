import Foundation
import Synchronization

/// Holds threads until it is opened, for good.
final class Door: @unchecked Sendable {
    // Sendable: `isOpen` and `threads` are touched under the condition's lock alone.
    private let condition = NSCondition()
    private var isOpen = false
    private var threads = 0

    /// Blocks the calling thread.
    func pass() {
        condition.lock()
        threads += 1
        while !isOpen { condition.wait() }
        threads -= 1
        condition.unlock()
    }

    func open() {
        condition.lock()
        isOpen = true
        condition.broadcast()
        condition.unlock()
    }

    /// Threads that it holds.
    var waiting: Int {
        condition.lock()
        defer { condition.unlock() }
        return threads
    }
}

/// Counts how many of its kind there are. For one test at a time.
final class Probe: Sendable {
    private static let count = Atomic<Int>(0)
    static var alive: Int { count.load(ordering: .sequentiallyConsistent) }
    init() { Self.count.add(1, ordering: .sequentiallyConsistent) }
    deinit { Self.count.subtract(1, ordering: .sequentiallyConsistent) }
}
