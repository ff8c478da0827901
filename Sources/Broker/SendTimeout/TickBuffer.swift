import Synchronization

/// Where a timer leaves its tick: room for one, as Go's timer channels have; a further tick is lost.
///
/// A tick goes to the sender that has waited longest, or stays until somebody takes it, which may be a sender that it
/// was not meant for. The strategies that suffer from that are the point.
@usableFromInline
final class TickBuffer: Sendable {
    private struct State {
        var waits: [(wait: SendWait, turn: UInt64)] = []
    }
    /// Whether a tick is there. Written under the lock, read without: a sender looks at it before every send.
    private let tick = Atomic<Bool>(false)
    private let state = Mutex(State())

    var hasTick: Bool { tick.load(ordering: .acquiring) }

    /// Leaves a tick, or hands it to a sender that waits.
    func post() { leaveTick()?.resume(.timedOut) }

    /// As `post()`, for one who holds a lock.
    /// - Returns: the wait that it has ended, to be resumed as timed out when the lock is released.
    func leaveTick() -> SendWait? {
        state.withLock { state in
            while !state.waits.isEmpty {
                let first = state.waits.removeFirst()
                if first.wait.claim(first.turn, .timedOut) { return first.wait }
            }
            tick.store(true, ordering: .releasing)
            return nil
        }
    }

    /// Takes the tick that is there.
    /// - Returns: whether there was one.
    @discardableResult
    @usableFromInline
    func take() -> Bool {
        hasTick && state.withLock { _ in tick.exchange(false, ordering: .acquiringAndReleasing) }
    }

    /// Waits for a tick; one that is there already ends the wait at once.
    @usableFromInline
    func enroll(_ wait: SendWait, turn: UInt64) {
        let isOver = state.withLock { state in
            guard wait.isWaiting(turn) else { return false }
            if tick.load(ordering: .relaxed), wait.claim(turn, .timedOut) {
                tick.store(false, ordering: .relaxed)
                return true
            }
            state.waits.append((wait, turn))
            return false
        }
        if isOver { wait.resume(.timedOut) }
    }

    /// Waits no longer: the wait has ended otherwise.
    @usableFromInline
    func withdraw(_ wait: SendWait) {
        state.withLock { $0.waits.removeAll { $0.wait === wait } }
    }
}
