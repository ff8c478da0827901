import DequeModule
import Synchronization

/// What became of an attempt to send without waiting.
@usableFromInline
enum SendResult: Sendable {
    case sent, full, closed
}

/// A bounded queue from many senders to one reader.
///
/// Senders take a short lock; the reader takes elements without one, one by one or a run at once, and gives their
/// slots back when it has them, so that the bound is never passed. Nothing is allocated per element.
@usableFromInline
final class BoundedChannel<Element: Sendable>: @unchecked Sendable {
    // Sendable: the ring keeps its own rules; `topicPosition` is guarded by the registry's lock, `logPosition` and
    // `isAside` by the log's, `parkedPosition` by that of its parked readers, `kept` by `state` or, where taking is
    // contested, by the log's. `page` is the reader's while it has something to take from the log; else a publisher's,
    // under `state`. `notes` are those of whoever runs the handler, one at a time, `hasEnded` and `isLetGo` the home's.
    // The rest is immutable or atomic. The order of the variables is that of least room, see `HandlerTurn`.
    @usableFromInline
    struct WaitingSender: Sendable {
        @usableFromInline let wait: SendWait
        @usableFromInline let turn: UInt64
        @usableFromInline let element: Element

        @inlinable
        init(wait: SendWait, turn: UInt64, element: Element) {
            (self.wait, self.turn, self.element) = (wait, turn, element)
        }
    }
    @usableFromInline typealias Reader = ParkedReader
    @usableFromInline typealias State = ChannelState<Reader, WaitingSender>

    @usableFromInline let id: SubscriptionID
    /// Which it holds; no reference is counted for each look at it.
    @usableFromInline let heldTopic: Unmanaged<ChannelTopic<Element>>
    /// Timeouts in a row of broadcasts that counted them.
    @usableFromInline let timeouts = Atomic<Int32>(0)
    let evictedAfter = Atomic<Int32>(0)
    @usableFromInline let ring: RingStorage<Element>
    @usableFromInline let taking: Taking
    /// Whether an iterator is reading.
    let isBeingRead = Atomic<Bool>(false)
    /// Even while it reads the log, odd while it is set aside. Another one tells the reader to look under the lock. Three
    /// steps at most come without that, so that the number does not come round to the one that the reader knows.
    @usableFromInline let epoch = Atomic<UInt32>(0)
    /// Where it stands among the channels of its topic; the registry's, under the registry's lock.
    var topicPosition: Int32 = 0
    @usableFromInline let state = Mutex(State())
    /// Pages that it may not have read to their end, and that are no longer the log's to let go of.
    @exclusivity(unchecked) @usableFromInline var kept: [LogPage<Element>] = []
    /// The `page`, or where taking is contested how many messages it has `lost`.
    @usableFromInline let pageOrLost = Atomic<UInt>(0)
    /// Its position in a list of the log, nil when it has left, and in which; and among its parked readers.
    @exclusivity(unchecked) @usableFromInline var narrowLogPosition: Int32 = -1
    @exclusivity(unchecked) @usableFromInline var narrowParkedPosition: Int32 = -1
    @exclusivity(unchecked) @usableFromInline var isAside = false
    /// Its handler will not be called any more; nobody holds its subscription any more. Under the lock of its home.
    var hasEnded = false
    var isLetGo = false
    /// Of its handler, if that is what reads it.
    var notes = HandlerNotes()

    /// - Parameter topic: what it has in common with the others of its topic.
    init(id: SubscriptionID, topic: ChannelTopic<Element>, capacity: Int) {
        self.id = id
        heldTopic = .passRetained(topic)
        let log = topic.heldLog?.takeUnretainedValue()
        taking = Taking(log?.whenFull)
        ring = RingStorage(capacity: capacity, isLazy: log != nil)
    }

    /// A channel that shares its topic with no other.
    /// - Parameter observer: is told of what an evicted subscription had not read.
    convenience init(
        id: SubscriptionID, topic: String = "", capacity: Int, observer: (any BroadcastObserver<Element>)? = nil,
        log: TopicLog<Element>? = nil
    ) {
        self.init(id: id, topic: ChannelTopic(name: topic, observer: observer, log: log), capacity: capacity)
    }

    deinit {
        discardIfEvicted()
        heldTopic.release()
    }

    var topic: ChannelTopic<Element> { heldTopic.takeUnretainedValue() }

    @inlinable var heldLog: Unmanaged<TopicLog<Element>>? { heldTopic._withUnsafeGuaranteedRef { $0.heldLog } }

    @usableFromInline var log: TopicLog<Element>? { heldLog?.takeUnretainedValue() }

    /// Looks at the log, which there is.
    @inlinable
    func withLog<Result>(_ body: (TopicLog<Element>) -> Result) -> Result {
        heldLog.unsafelyUnwrapped._withUnsafeGuaranteedRef(body)
    }

    @inlinable var logPosition: Int? {
        get { narrowLogPosition < 0 ? nil : Int(narrowLogPosition) }
        set { narrowLogPosition = Int32(newValue ?? -1) }
    }

    @inlinable var parkedPosition: Int? {
        get { narrowParkedPosition < 0 ? nil : Int(narrowParkedPosition) }
        set { narrowParkedPosition = Int32(newValue ?? -1) }
    }

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
        woken?.resume()
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
    @inlinable
    func enroll(_ wait: SendWait, turn: UInt64, element: Element) {
        var reader: Reader?
        var outcome: WaitOutcome?
        state.withLock { state in
            if state.expected > 0 { state.expected -= 1 }
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
        reader?.resume()
        if let outcome { wait.resume(outcome) }
    }

    /// Leaves the line: the wait has ended otherwise.
    @inlinable
    func withdraw(_ wait: SendWait) {
        state.withLock { state in
            state.withdraw { $0.wait === wait }
            if state.senders.isEmpty { ring.attention.store(false, ordering: .relaxed) }
        }
    }

    /// Lets in those who wait, as far as there is room. Called by the reader when it has given a slot back.
    @inlinable
    @inline(never)
    func admitSenders() {
        // Seldom more than one, which takes no allocation.
        var first: SendWait?
        var others: [SendWait] = []
        var reader: Reader?
        state.withLock { state in
            while !state.senders.isEmpty && hasRoom(&state), let sender = state.popSender() {
                guard sender.wait.claim(sender.turn, .sent) else { continue }
                ring.put(sender.element)
                reader = reader ?? state.didPut()
                if first == nil { first = sender.wait } else { others.append(sender.wait) }
            }
            if state.senders.isEmpty { ring.attention.store(false, ordering: .relaxed) }
        }
        reader?.resume()
        first?.resume(.sent)
        for wait in others { wait.resume(.sent) }
    }

    // MARK: Reader

    /// Parks the reader until there is something to read, or nothing will ever be.
    /// - Returns: false at the end.
    @inlinable
    @inline(never)
    func park(head: Int) async -> Bool {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { park(task: $0, head: head) }
        } onCancel: {
            close(abandoning: true)
        }
    }

    /// As above, where somebody else sees to it that cancelling the task closes the channel.
    @inlinable
    @inline(__always)
    func parkUnwatched(head: Int) async -> Bool {
        await withUnsafeContinuation { park(task: $0, head: head) }
    }

    /// Parks a reader, who has come to `head`: it is resumed when something comes, or at the end. It may have been, and a
    /// handler be running elsewhere, before this returns.
    @inlinable
    func park(_ reader: Reader, head: Int) -> State.ParkAction {
        let epoch = epoch.load(ordering: .acquiring)
        let readsLog = heldLog != nil && epoch & 1 == 0
        let action = state.withLock { state in
            state.park(reader, isEmpty: isEmpty(at: head, in: epoch, readsLog: readsLog))
        }
        return action == .parked && readsLog ? enlist(head) : action
    }

    /// A parked reader of the log is to be woken by the next message. One that came meanwhile may not have found it: then
    /// it goes on by itself, unless somebody has woken it.
    @inlinable
    func enlist(_ head: Int) -> State.ParkAction {
        let hasCome = withLog { log in
            log.parked.add(self)
            return log.tail.load(ordering: .sequentiallyConsistent) != head
        }
        guard hasCome else { return .parked }
        return state.withLock { $0.didPut() } == nil ? .parked : .retry
    }

    @inlinable
    func park(task continuation: UnsafeContinuation<Bool, Never>, head: Int) {
        let action = park(.task(continuation), head: head)
        if action != .parked { continuation.resume(returning: action == .retry) }
    }

    /// Whether a reader that is at `head` would find nothing. In another epoch it has to look anew.
    @inlinable
    func isEmpty(at head: Int, in epoch: UInt32, readsLog: Bool) -> Bool {
        guard self.epoch.load(ordering: .relaxed) == epoch else { return false }
        if readsLog { return withLog { $0.tail.load(ordering: .acquiring) } == head }
        return ring.tail.load(ordering: .acquiring) == head
    }

    /// The log has something new.
    @inlinable
    func wake() {
        state.withLock { $0.didPut() }?.resume()
    }

    // MARK: End

    /// Nothing more comes in; every wait for room ends as closed. What is in the ring can still be read, unless it is
    /// the reader that leaves (`abandoning`).
    @usableFromInline
    func close(abandoning: Bool = false, evictedAfter timeouts: Int = 0) {
        let (reader, senders) = state.withLock { state in
            // With the end of puts: a reader that sees it finds all there will ever be.
            if timeouts > 0, !state.isClosed { evictedAfter.store(Int32(clamping: timeouts), ordering: .releasing) }
            ring.attention.store(false, ordering: .relaxed)
            return state.close(abandoning: abandoning)
        }
        // It looks once more: what came to the log before the end may not have woken it.
        reader?.resume()
        for sender in senders where sender.wait.claim(sender.turn, .closed) { sender.wait.resume(.closed) }
    }

    /// Elements held now.
    @usableFromInline var depth: Int {
        guard let log, epoch.load(ordering: .acquiring) & 1 == 0 else { return ring.depth }
        let tail = log.tail.load(ordering: .acquiring)
        return min(max(0, tail - ring.head.load(ordering: .acquiring)), ring.capacity)
    }
}
