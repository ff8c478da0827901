import CThread

/// Sleeps for one publisher, on a thread of its own, until the intended time of its next message.
///
/// The kernel's sleep ends a little early and a short spin does the rest; then the publisher's task is resumed on
/// whatever executor it has. One request at a time. A publisher that is late has no business here.
///
/// `@unchecked Sendable`: `request` and `isStopped` are touched under the condition's lock only.
final class PacerThread: @unchecked Sendable {
    /// How long before the deadline the spin begins: what a wake from the kernel may cost.
    static let spin: Int64 = 30_000
    /// Longest single sleep, so that `stop` is heard at low rates.
    private static let slice: Int64 = 20_000_000

    private let condition = MonotonicCondition()
    private var request: (deadline: Int64, continuation: UnsafeContinuation<Void, Never>)?
    private var isStopped = false
    private var thread: WorkerThread?

    init(publisher: Int) {
        thread = WorkerThread(name: "pacer-\(publisher)") { [unowned self] in loop() }
    }

    /// Returns at `deadline`, or once the pacer is stopped.
    func sleep(until deadline: Int64) async {
        await withUnsafeContinuation { continuation in
            let refused = condition.withLock {
                guard !isStopped else { return true }
                request = (deadline, continuation)
                condition.signalAll()
                return false
            }
            if refused { continuation.resume() }
        }
    }

    /// Ends the sleep under way and the thread; waits for it.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.signalAll()
        }
        thread?.join()
        thread = nil
    }

    private func loop() {
        // A thread's timers are late by 50 us unless told otherwise.
        cthread_set_timer_slack(1)
        while let (deadline, continuation) = next() {
            rest(until: deadline)
            continuation.resume()
        }
    }

    private func next() -> (deadline: Int64, continuation: UnsafeContinuation<Void, Never>)? {
        condition.withLock {
            while request == nil, !isStopped { condition.wait(until: nil) }
            defer { request = nil }
            return request
        }
    }

    private func rest(until deadline: Int64) {
        while true {
            let remaining = deadline - Self.spin - MonotonicClock.now()
            guard remaining > 0 else { break }
            if condition.withLock({ isStopped }) { return }
            MonotonicClock.sleep(until: MonotonicClock.now() + min(remaining, Self.slice))
        }
        while MonotonicClock.now() < deadline {}
    }
}
