import Synchronization

/// A wait that cancelling its task ends too, as timed out. For one use.
final class CancellableWait: Sendable {
    private struct State {
        /// Set when the wait has begun.
        var turn: UInt64?
        var isCancelled = false
    }
    private let wait = SendWait()
    private let state = Mutex(State())

    /// Waits until somebody claims the turn, or the task is cancelled.
    /// - Parameter enroll: tells those who may end the wait; not called if it is cancelled already.
    func run(_ enroll: (SendWait, UInt64) -> Void) async -> WaitOutcome {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<WaitOutcome, Never>) in
                let turn = wait.begin(continuation)
                let isCancelled = state.withLock { state in
                    state.turn = turn
                    return state.isCancelled
                }
                if isCancelled { end(turn) } else { enroll(wait, turn) }
            }
        } onCancel: {
            let turn = state.withLock { state in
                state.isCancelled = true
                return state.turn
            }
            if let turn { end(turn) }
        }
    }

    private func end(_ turn: UInt64) {
        if wait.claim(turn, .timedOut) { wait.resume(.timedOut) }
    }
}
