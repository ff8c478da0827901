/// Sleeps for the slow subscribers: one thread and a heap of deadlines.
///
/// `Task.sleep` would allocate some 2 KB for each, and share the runtime's timers with the broker under test.
///
/// `@unchecked Sendable`: `queue` and `isEnded` are touched under the condition's lock only, `isOver` under that of
/// `blocked`.
final class Sleeper: @unchecked Sendable {
    private let condition = MonotonicCondition()
    /// Of the threads that sleep by themselves, with what they look at.
    private let blocked = MonotonicCondition()
    private var isOver = false
    private var queue: SleepQueue<UnsafeContinuation<Void, Never>>
    private var isEnded = false
    private var thread: WorkerThread?

    /// Room for `sleepers` at once without allocating.
    init(sleepers: Int) {
        queue = SleepQueue(capacity: sleepers)
        thread = WorkerThread(name: "sleeper") { [unowned self] in loop() }
    }

    /// Returns after `nanoseconds`, or at once when everybody has been woken.
    func sleep(nanoseconds: Int64) async {
        let deadline = MonotonicClock.now() + nanoseconds
        await withUnsafeContinuation { continuation in
            let refused = condition.withLock {
                guard !isEnded else { return true }
                let isEarliest = queue.earliest.map { deadline < $0 } ?? true
                queue.insert(continuation, deadline: deadline)
                if isEarliest { condition.signalAll() }
                return false
            }
            if refused { continuation.resume() }
        }
    }

    /// As above, and blocks the calling thread.
    func sleepBlocking(nanoseconds: Int64) {
        let deadline = MonotonicClock.now() + nanoseconds
        blocked.withLock {
            while !isOver, MonotonicClock.now() < deadline { blocked.wait(until: deadline) }
        }
    }

    /// Ends every sleep, those to come included, and the thread; waits for it.
    func wakeAll() {
        blocked.withLock {
            isOver = true
            blocked.signalAll()
        }
        condition.withLock {
            isEnded = true
            condition.signalAll()
        }
        thread?.join()
        thread = nil
    }

    private func loop() {
        while let due = next() {
            due.resume()
        }
    }

    /// The next sleeper to wake, nil after the last one when everybody is to be woken.
    private func next() -> UnsafeContinuation<Void, Never>? {
        condition.withLock {
            while true {
                let now = isEnded ? Int64.max : MonotonicClock.now()
                if let due = queue.popDue(at: now) { return due }
                if isEnded { return nil }
                condition.wait(until: queue.earliest)
            }
        }
    }
}
