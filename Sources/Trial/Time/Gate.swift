import Synchronization

/// Holds whoever comes until it is opened, once and for all.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// For threads that wait; its lock is another one.
    private let opened = MonotonicCondition()

    func wait() async {
        await withUnsafeContinuation { continuation in
            let isOpen = state.withLock {
                if !$0.isOpen { $0.waiters.append(continuation) }
                return $0.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// As above, and blocks the calling thread.
    func waitBlocking() {
        opened.withLock {
            while !state.withLock({ $0.isOpen }) { opened.wait(until: nil) }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        opened.withLock { opened.signalAll() }
    }
}
