import DequeModule
import Synchronization

/// What became of an attempt to send without waiting.
@usableFromInline
enum SendResult: Sendable {
    case sent, full, closed
}

/// A bounded queue from many senders to one reader.
///
/// Senders take a short lock; the reader takes a run of elements without one, giving back each slot as it goes, so
/// that the bound stays exact. Nothing is allocated per element.
@usableFromInline
final class BoundedChannel<Element: Sendable>: @unchecked Sendable {
    // Sendable: the ring keeps its own rules; `topicPosition` is guarded by the registry's lock, `logPosition` and
    // `parkedPosition` by the log's; the rest is immutable or atomic.
    @usableFromInline
    struct WaitingSender: Sendable {
        let wait: SendWait
        let turn: UInt64
        let element: Element
    }
    @usableFromInline typealias Reader = UnsafeContinuation<Bool, Never>
    @usableFromInline typealias State = ChannelState<Reader, WaitingSender>

    @usableFromInline let id: SubscriptionID
    let topic: String
    @usableFromInline let ring: RingStorage<Element>
    @usableFromInline let state = Mutex(State())
    /// Whether an iterator is reading.
    let isBeingRead = Atomic<Bool>(false)
    /// Timeouts in a row of broadcasts that counted them.
    private let timeouts = Atomic<Int>(0)
    private let evictedAfter = Atomic<Int>(0)
    private let observer: (any BroadcastObserver<Element>)?
    /// The log that its messages come from, instead of a ring of its own.
    @usableFromInline let log: TopicLog<Element>?
    /// Its position in the log, nil when it has left, and among those that the log is to wake, nil while it need not;
    /// the log's, under its lock.
    var logPosition: Int?
    var parkedPosition: Int?
    /// Where it stands among the channels of its topic; the registry's, under the registry's lock.
    var topicPosition = 0

    /// - Parameter observer: is told of what an evicted subscription had not read.
    init(
        id: SubscriptionID, topic: String = "", capacity: Int, observer: (any BroadcastObserver<Element>)? = nil,
        log: TopicLog<Element>? = nil
    ) {
        self.log = log
        self.id = id
        self.topic = topic
        self.observer = observer
        ring = RingStorage(capacity: log == nil ? capacity : 1)
    }

    deinit { discardIfEvicted(from: ring.head.load(ordering: .acquiring)) }

    // MARK: Senders

    /// Sends if there is room, and wakes the reader.
    @inlinable
    func trySend(_ element: Element) -> SendResult {
        var woken: Reader?
        let result = state.withLock { state -> SendResult in
            guard state.mayPut else { return state.isClosed ? .closed : .full }
            guard hasRoom(&state) else { return .full }
            ring.put(element)
            woken = state.didPut()
            return .sent
        }
        woken?.resume(returning: true)
        return result
    }

    /// Whether there is room. Looks at the reader's own line only when the ring seems full.
    @inlinable
    func hasRoom(_ state: inout State) -> Bool {
        let tail = ring.tail.load(ordering: .relaxed)
        if tail - state.cachedHead < ring.capacity { return true }
        state.cachedHead = ring.head.load(ordering: .sequentiallyConsistent)
        return tail - state.cachedHead < ring.capacity
    }

    /// Waits in line for room on behalf of a wait that has begun. It is resumed at once where there is room already.
    func enroll(_ wait: SendWait, turn: UInt64, element: Element) {
        var reader: Reader?
        var outcome: WaitOutcome?
        state.withLock { state in
            guard wait.isWaiting(turn) else { return }
            if state.isClosed {
                if wait.claim(turn, .closed) { outcome = .closed }
                return
            }
            // Raised before the last look at the reader's place, see `RingStorage.take`.
            ring.attention.store(true, ordering: .sequentiallyConsistent)
            if state.mayPut && hasRoom(&state) {
                if wait.claim(turn, .sent) {
                    ring.put(element)
                    reader = state.didPut()
                    outcome = .sent
                }
            } else {
                state.enroll(WaitingSender(wait: wait, turn: turn, element: element))
            }
            if state.senders.isEmpty { ring.attention.store(false, ordering: .relaxed) }
        }
        reader?.resume(returning: true)
        if let outcome { wait.resume(outcome) }
    }

    /// Leaves the line: the wait has ended otherwise.
    func withdraw(_ wait: SendWait) {
        state.withLock { state in
            state.withdraw { $0.wait === wait }
            if state.senders.isEmpty { ring.attention.store(false, ordering: .relaxed) }
        }
    }

    /// Lets in those who wait, as far as there is room. Called by the reader when it has given a slot back.
    @usableFromInline
    func admitSenders() {
        var admitted = Deque<SendWait>()
        var reader: Reader?
        state.withLock { state in
            while !state.senders.isEmpty && hasRoom(&state), let sender = state.popSender() {
                guard sender.wait.claim(sender.turn, .sent) else { continue }
                ring.put(sender.element)
                reader = reader ?? state.didPut()
                admitted.append(sender.wait)
            }
            if state.senders.isEmpty { ring.attention.store(false, ordering: .relaxed) }
        }
        reader?.resume(returning: true)
        for wait in admitted { wait.resume(.sent) }
    }

    // MARK: Reader

    /// Parks the reader until there is something to read, or nothing will ever be.
    /// - Returns: false at the end.
    @usableFromInline
    func park(head: Int, isolation: isolated (any Actor)?) async -> Bool {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: Reader) in
                log?.park(self)
                let action = state.withLock { state in
                    state.park(continuation, isEmpty: log?.isEmpty(self) ?? isRingEmpty(at: head))
                }
                if action != .parked { continuation.resume(returning: action == .retry) }
            }
        } onCancel: {
            close(abandoning: true)
        }
    }

    private func isRingEmpty(at head: Int) -> Bool { ring.tail.load(ordering: .acquiring) == head }

    /// The log has something new.
    func wake() {
        state.withLock { $0.didPut() }?.resume(returning: true)
    }

    // MARK: End

    /// Nothing more comes in; every wait for room ends as closed. What is in the ring can still be read, unless it is
    /// the reader that leaves (`abandoning`).
    @usableFromInline
    func close(abandoning: Bool = false, evictedAfter timeouts: Int = 0) {
        let (reader, senders) = state.withLock { state in
            // With the end of puts: a reader that sees it finds all there will ever be.
            if timeouts > 0, !state.isClosed { evictedAfter.store(timeouts, ordering: .releasing) }
            ring.attention.store(false, ordering: .relaxed)
            return state.close(abandoning: abandoning)
        }
        reader?.resume(returning: false)
        for sender in senders where sender.wait.claim(sender.turn, .closed) { sender.wait.resume(.closed) }
    }

    // MARK: Eviction

    /// Why it was closed, if it was evicted.
    var error: SubscriptionError? {
        let timeouts = evictedAfter.load(ordering: .acquiring)
        return timeouts > 0 ? .evicted(timeoutsInARow: timeouts) : nil
    }

    @usableFromInline var isEvicted: Bool { evictedAfter.load(ordering: .acquiring) > 0 }

    /// A broadcast was not in vain.
    @usableFromInline
    func didNotTimeOut() {
        if timeouts.load(ordering: .relaxed) != 0 { timeouts.store(0, ordering: .relaxed) }
    }

    /// A broadcast timed out.
    /// - Returns: how many have in a row.
    func didTimeOut() -> Int { timeouts.add(1, ordering: .relaxed).newValue }

    /// Closes it for good.
    func evict(after timeouts: Int) { close(abandoning: true, evictedAfter: timeouts) }

    /// Drops what is left of an evicted channel, and tells of it. By the reader, or when nobody else is left: what the
    /// reader may be taking at this moment is nobody else's.
    @usableFromInline
    func discardIfEvicted(from head: Int) {
        guard error != nil else { return }
        let tail = ring.tail.load(ordering: .acquiring)
        var head = head
        while head < tail {
            observer?.dropped(ring.take(at: head), by: id, reason: .closed)
            head += 1
        }
    }

    /// Elements held now.
    @usableFromInline var depth: Int { log?.depth(self) ?? ring.depth }
}
