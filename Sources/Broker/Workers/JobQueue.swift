import Synchronization

/// The jobs of one worker, the first come first: its owner puts and takes, other workers steal.
///
/// Invariants
/// - `head` and `tail` only grow; slot `i & mask` of the current buffer holds job i while `head <= i < tail`. A job is
///   whoever's that moves `head` past it.
/// - `tail` is written by the owner alone, after the slot. `head` is moved by compare-and-exchange, after the slot has
///   been read: the owner writes a slot again only once `head` has passed it, so who read it too late fails to move
///   `head`, and takes nothing.
/// - `owned` is the owner's alone.
/// - A buffer that became too small is left as it is, for thieves that still look at it, and freed with the queue: all
///   of them together are no larger than the last one.
struct JobQueue: ~Copyable, @unchecked Sendable {
    // Sendable: the invariants above.
    typealias Job = UInt
    /// Most that one theft takes.
    private static let mostStolen = 128

    /// What another worker sees of it: how many jobs have been taken, and how many wait.
    struct Look {
        var taken = 0
        var waiting = 0
    }

    struct Buffer {
        let slots: UnsafeMutablePointer<Atomic<UInt>>
        let mask: Int
        let smaller: UnsafeMutablePointer<Buffer>?

        static func make(capacity: Int, smaller: UnsafeMutablePointer<Buffer>?) -> UnsafeMutablePointer<Buffer> {
            let slots = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: capacity)
            for index in 0..<capacity { (slots + index).initialize(to: Atomic(0)) }
            let buffer = UnsafeMutablePointer<Buffer>.allocate(capacity: 1)
            buffer.initialize(to: Buffer(slots: slots, mask: capacity - 1, smaller: smaller))
            return buffer
        }

        func load(_ index: Int) -> Job { (slots + (index & mask)).pointee.load(ordering: .relaxed) }
        func store(_ job: Job, _ index: Int) { (slots + (index & mask)).pointee.store(job, ordering: .relaxed) }
    }

    struct Owned {
        var buffer: UnsafeMutablePointer<Buffer>
        /// Where `head` was when it last looked.
        var knownHead = 0
    }

    private let head = Atomic<Int>(0)
    private let padding: (Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0)
    private let tail = Atomic<Int>(0)
    private let buffer: Atomic<UnsafeMutablePointer<Buffer>>
    private let owned: UnsafeMutablePointer<Owned>

    /// - Parameter capacity: jobs that there is room for at first, a power of two.
    init(capacity: Int = 1_024) {
        let first = Buffer.make(capacity: capacity, smaller: nil)
        buffer = Atomic(first)
        owned = .allocate(capacity: 1)
        owned.initialize(to: Owned(buffer: first))
    }

    deinit {
        var next: UnsafeMutablePointer<Buffer>? = owned.pointee.buffer
        while let buffer = next {
            next = buffer.pointee.smaller
            buffer.pointee.slots.deallocate()
            buffer.deallocate()
        }
        owned.deallocate()
    }

    /// For anybody: of this moment, or a little before.
    var look: Look {
        let taken = head.load(ordering: .acquiring)
        return Look(taken: taken, waiting: max(0, tail.load(ordering: .acquiring) - taken))
    }

    /// Puts a job last. By the owner.
    func push(_ job: Job) {
        let end = tail.load(ordering: .relaxed)
        if end - owned.pointee.knownHead > owned.pointee.buffer.pointee.mask { makeRoom(end, for: 1) }
        owned.pointee.buffer.pointee.store(job, end)
        tail.store(end + 1, ordering: .releasing)
    }

    /// Takes the first job. By the owner.
    func pop() -> Job? {
        let end = tail.load(ordering: .relaxed)
        var first = head.load(ordering: .acquiring)
        while first < end {
            let job = owned.pointee.buffer.pointee.load(first)
            let (isTaken, now) = head.compareExchange(
                expected: first, desired: first + 1, ordering: .acquiringAndReleasing)
            if isTaken { return job }
            first = now
        }
        return nil
    }

    /// Moves another's first jobs here, and takes the first of them. By the owner of this queue, which is empty.
    /// - Parameter all: every job, as far as one theft goes, instead of half of them.
    func steal(from victim: borrowing JobQueue, all: Bool = false) -> Job? {
        while true {
            let first = victim.head.load(ordering: .acquiring)
            let waiting = victim.tail.load(ordering: .acquiring) - first
            let count = min(all ? waiting : (waiting + 1) / 2, Self.mostStolen)
            guard count > 0 else { return nil }
            // Read after `tail`: it has the slots that `tail` speaks of.
            let theirs = victim.buffer.load(ordering: .acquiring)
            let start = tail.load(ordering: .relaxed)
            if start + count - owned.pointee.knownHead > owned.pointee.buffer.pointee.mask {
                makeRoom(start, for: count)
            }
            for index in 0..<count - 1 {
                owned.pointee.buffer.pointee.store(theirs.pointee.load(first + 1 + index), start + index)
            }
            let job = theirs.pointee.load(first)
            let (isTaken, _) = victim.head.compareExchange(
                expected: first, desired: first + count, ordering: .acquiringAndReleasing)
            guard isTaken else { continue }
            if count > 1 { tail.store(start + count - 1, ordering: .releasing) }
            return job
        }
    }

    /// Looks at `head` again, and takes a larger buffer where that does not leave half of this one free.
    private func makeRoom(_ end: Int, for count: Int) {
        let first = head.load(ordering: .acquiring)
        owned.pointee.knownHead = first
        let old = owned.pointee.buffer
        var capacity = old.pointee.mask + 1
        guard 2 * (end - first + count) > capacity else { return }
        while 2 * (end - first + count) > capacity { capacity *= 2 }
        let larger = Buffer.make(capacity: capacity, smaller: old)
        for index in first..<max(first, end) { larger.pointee.store(old.pointee.load(index), index) }
        owned.pointee.buffer = larger
        buffer.store(larger, ordering: .releasing)
    }
}
