import Synchronization

/// How a sender's wait for room ended.
@usableFromInline
enum WaitOutcome: UInt64, Sendable {
    case sent = 1
    case timedOut = 2
    case closed = 3
}

/// One sender's wait, which room, a tick or a close may end: the first to claim it does.
///
/// Reused for wait after wait. Each wait has a turn; a claim names the turn it means, so one that comes too late is
/// refused and cannot end the next wait.
@usableFromInline
final class SendWait: @unchecked Sendable {
    // Sendable: `continuation` is written before the turn is published, and read only by whoever claimed that turn.
    private static let outcomeBits: UInt64 = 2
    private static let outcomeMask: UInt64 = (1 << outcomeBits) - 1

    /// Turn in the upper bits; in the lower ones 0 while it waits, else the outcome.
    private let state = Atomic<UInt64>(WaitOutcome.closed.rawValue)
    private var continuation: UnsafeContinuation<WaitOutcome, Never>?
    /// Those it is waited for together with, instead of a task of its own.
    private let group: WaitGroup?
    /// When it was decided, in nanoseconds; kept for a member of a group.
    @usableFromInline private(set) var decidedAt: Int64 = 0

    @usableFromInline
    init(group: WaitGroup? = nil) { self.group = group }

    /// Starts a wait.
    /// - Returns: its turn.
    @usableFromInline
    func begin(_ continuation: UnsafeContinuation<WaitOutcome, Never>) -> UInt64 {
        self.continuation = continuation
        return begin()
    }

    /// Starts a wait of a member of a group.
    /// - Returns: its turn.
    @usableFromInline
    func begin() -> UInt64 {
        let turn = (state.load(ordering: .relaxed) >> Self.outcomeBits) &+ 1
        state.store(turn << Self.outcomeBits, ordering: .releasing)
        return turn
    }

    /// Whether that turn is still undecided.
    @usableFromInline
    func isWaiting(_ turn: UInt64) -> Bool {
        state.load(ordering: .acquiring) == turn << Self.outcomeBits
    }

    /// Decides the turn, if nobody has yet. Whoever gets true must call `resume(_:)`.
    @usableFromInline
    func claim(_ turn: UInt64, _ outcome: WaitOutcome) -> Bool {
        let waiting = turn << Self.outcomeBits
        return state.compareExchange(
            expected: waiting, desired: waiting | outcome.rawValue, ordering: .acquiringAndReleasing
        ).exchanged
    }

    /// How that turn was decided; nil while it is not.
    @usableFromInline
    func outcome(of turn: UInt64) -> WaitOutcome? {
        let state = state.load(ordering: .acquiring)
        return state >> Self.outcomeBits == turn ? WaitOutcome(rawValue: state & Self.outcomeMask) : nil
    }

    /// Resumes the sender, outside of every lock. Once, by the one whose claim was granted.
    @usableFromInline
    func resume(_ outcome: WaitOutcome) {
        if let group {
            decidedAt = MonotonicTime.now()
            return group.leave()
        }
        let resumed = continuation
        continuation = nil
        resumed?.resume(returning: outcome)
    }
}
