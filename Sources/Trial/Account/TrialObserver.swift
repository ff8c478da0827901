import Experiment
import Histogram
import Synchronization

/// What a broker under test tells the trial. Thread-safe; called from any thread.
///
/// `@unchecked Sendable`: the pointer never changes, and it points to atomics.
public final class TrialObserver: @unchecked Sendable {
    /// Drops of one subscriber. A trial has fewer than 2^31 messages.
    private struct Tally: ~Copyable {
        let timedOut = Atomic<Int32>(0)
        let rejectedNewest = Atomic<Int32>(0)
        let evictedOldest = Atomic<Int32>(0)
        let closed = Atomic<Int32>(0)
        let pending = Atomic<Int32>(0)
    }

    private let state: TrialState
    private let isSlow: [Bool]
    private let tallies: UnsafeMutablePointer<Tally>
    private let all = Atomic(0)
    private let fast = Totals()
    private let slow = Totals()
    private let waits = Mutex(Histogram<UInt64>.latency())

    /// The window's drops of one class.
    private final class Totals: Sendable {
        let timedOut = Atomic(0)
        let rejectedNewest = Atomic(0)
        let evictedOldest = Atomic(0)
        let closed = Atomic(0)
    }

    /// An observer outside of a trial, for the tests of a broker's adapter.
    public convenience init(subscribers: Int = 0) {
        self.init(state: TrialState(), isSlow: [Bool](repeating: false, count: subscribers))
    }

    init(state: TrialState, isSlow: [Bool]) {
        self.state = state
        self.isSlow = isSlow
        tallies = .allocate(capacity: isSlow.count)
        for index in isSlow.indices { (tallies + index).initialize(to: Tally()) }
    }

    deinit {
        tallies.deinitialize(count: isSlow.count)
        tallies.deallocate()
    }

    /// `message` was not delivered to the subscriber with this index. To be told once for each.
    public func dropped(_ message: TrialMessage, subscriber: Int, reason: DropReason) {
        all.add(1, ordering: .relaxed)
        guard message.index >= 0 else { return }
        guard isSlow.indices.contains(subscriber) else {
            state.fail("a drop was reported for subscriber \(subscriber), which does not exist")
            return
        }
        let totals = isSlow[subscriber] ? slow : fast
        switch reason {
        case .timedOut:
            tallies[subscriber].timedOut.add(1, ordering: .relaxed)
            totals.timedOut.add(1, ordering: .relaxed)
        case .rejectedNewest:
            tallies[subscriber].rejectedNewest.add(1, ordering: .relaxed)
            totals.rejectedNewest.add(1, ordering: .relaxed)
        case .evictedOldest:
            tallies[subscriber].evictedOldest.add(1, ordering: .relaxed)
            totals.evictedOldest.add(1, ordering: .relaxed)
        case .closed:
            tallies[subscriber].closed.add(1, ordering: .relaxed)
            totals.closed.add(1, ordering: .relaxed)
        }
    }

    /// The broker was closed before a broadcast had decided about `message` for that subscriber: it counts as pending.
    public func undecided(_ message: TrialMessage, subscriber: Int) {
        guard message.index >= 0 else { return }
        guard isSlow.indices.contains(subscriber) else {
            state.fail("a delivery was left undecided for subscriber \(subscriber), which does not exist")
            return
        }
        tallies[subscriber].pending.add(1, ordering: .relaxed)
    }

    /// A broadcast waited that long for room in one subscription.
    public func waited(nanoseconds: Int64) {
        guard nanoseconds >= 0 else {
            state.fail("a wait of \(nanoseconds) ns was reported")
            return
        }
        let phase = state.phase
        guard phase == .window || phase == .drain else { return }
        let recorded = waits.withLock { $0.record(UInt64(nanoseconds)) }
        if !recorded { state.fail("a wait of \(nanoseconds) ns was reported: above one hour") }
    }

    // MARK: What the trial reads

    /// Drops so far of all messages, those of the warm-up included.
    var allDrops: Int { all.load(ordering: .relaxed) }

    /// The window's drops of one class so far.
    func drops(_ subscriberClass: SubscriberClass) -> DropCounts {
        let totals = subscriberClass == .fast ? fast : slow
        return DropCounts(
            timedOut: totals.timedOut.load(ordering: .relaxed),
            rejectedNewest: totals.rejectedNewest.load(ordering: .relaxed),
            evictedOldest: totals.evictedOldest.load(ordering: .relaxed),
            closed: totals.closed.load(ordering: .relaxed))
    }

    /// The window's drops of one subscriber.
    func drops(subscriber: Int) -> DropCounts {
        DropCounts(
            timedOut: Int(tallies[subscriber].timedOut.load(ordering: .relaxed)),
            rejectedNewest: Int(tallies[subscriber].rejectedNewest.load(ordering: .relaxed)),
            evictedOldest: Int(tallies[subscriber].evictedOldest.load(ordering: .relaxed)),
            closed: Int(tallies[subscriber].closed.load(ordering: .relaxed)))
    }

    /// Deliveries of the window to one subscriber that no broadcast had decided when the accounts were closed.
    func pending(subscriber: Int) -> Int { Int(tallies[subscriber].pending.load(ordering: .relaxed)) }

    /// The waits of window and drain.
    var waitTimes: Histogram<UInt64> { waits.withLock { $0 } }
}
