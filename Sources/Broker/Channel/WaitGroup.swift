import Synchronization

/// Waits that a sender waits for together: it goes on when the last one is decided.
@usableFromInline
final class WaitGroup: Sendable {
    private struct State {
        var undecided = 0
        var waiter: (wait: SendWait, turn: UInt64)?
    }
    private let state = Mutex(State())

    /// Starts with that many waits, none of them decided.
    @usableFromInline
    func begin(_ count: Int) { state.withLock { $0 = State(undecided: count) } }

    /// So many of them are decided.
    @usableFromInline
    func leave(_ count: Int = 1) {
        let waiter = state.withLock { state -> (wait: SendWait, turn: UInt64)? in
            state.undecided -= count
            return state.undecided == 0 ? state.waiter.take() : nil
        }
        resume(waiter)
    }

    /// Ends that turn of `wait` as sent when all are decided, which may be now.
    @usableFromInline
    func enroll(_ wait: SendWait, turn: UInt64) {
        let isOver = state.withLock { state in
            if state.undecided == 0 { return true }
            state.waiter = (wait, turn)
            return false
        }
        if isOver { resume((wait, turn)) }
    }

    private func resume(_ waiter: (wait: SendWait, turn: UInt64)?) {
        if let waiter, waiter.wait.claim(waiter.turn, .sent) { waiter.wait.resume(.sent) }
    }
}
