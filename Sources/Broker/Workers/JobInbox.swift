import Synchronization

/// Jobs from threads that are no workers, the first come first.
struct JobInbox: ~Copyable {
    typealias Job = UInt
    /// Most that are moved at once.
    private static let mostMoved = 128

    /// Invariant: the ring's places from `first` on, `count` of them, are taken. It grows, and never shrinks.
    struct Guarded {
        var ring = [Job](repeating: 0, count: 256)
        var first = 0
        var count = 0
        var isClosed = false

        mutating func push(_ job: Job) {
            if count == ring.count {
                ring = Array(ring[first...]) + Array(ring[..<first]) + [Job](repeating: 0, count: count)
                first = 0
            }
            ring[(first + count) & (ring.count - 1)] = job
            count += 1
        }

        mutating func pop() -> Job? {
            guard count > 0 else { return nil }
            defer {
                first = (first + 1) & (ring.count - 1)
                count -= 1
            }
            return ring[first]
        }
    }

    private let guarded = Mutex(Guarded())
    /// What the ring holds: to look at without the lock.
    private let count = Atomic<Int>(0)

    var isEmpty: Bool { count.load(ordering: .sequentiallyConsistent) == 0 }

    /// Puts a job last.
    /// - Returns: false once closed.
    func push(_ job: Job) -> Bool {
        guarded.withLock { guarded in
            guard !guarded.isClosed else { return false }
            guarded.push(job)
            count.store(guarded.count, ordering: .sequentiallyConsistent)
            return true
        }
    }

    /// Puts jobs last, in their order.
    /// - Returns: false once closed: none of them is in it.
    func push(all jobs: UnsafeBufferPointer<Job>) -> Bool {
        guarded.withLock { guarded in
            guard !guarded.isClosed else { return false }
            for job in jobs { guarded.push(job) }
            count.store(guarded.count, ordering: .sequentiallyConsistent)
            return true
        }
    }

    /// Moves a share of the jobs to the end of `queue`.
    /// - Parameter sharers: how many workers there are to share what has come.
    func move(into queue: borrowing JobQueue, sharers: Int) {
        if isEmpty { return }
        guarded.withLock { guarded in
            let share = min((guarded.count + sharers - 1) / sharers, Self.mostMoved)
            for _ in 0..<share { if let job = guarded.pop() { queue.push(job) } }
            count.store(guarded.count, ordering: .sequentiallyConsistent)
        }
    }

    /// Takes nothing more, if it is empty.
    /// - Returns: whether it is closed now.
    func closeIfEmpty() -> Bool {
        guarded.withLock { guarded in
            if guarded.count == 0 { guarded.isClosed = true }
            return guarded.isClosed
        }
    }
}
