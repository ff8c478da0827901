import Synchronization

/// Who is subscribed to what, and who is sending: everything that `close` has to end.
@usableFromInline
final class Registry<Message: Sendable>: Sendable {
    private struct State {
        var topics: [String: [BoundedChannel<Message>]] = [:]
        /// By topic, where the strategy keeps one ring for all of its subscriptions.
        var logs: [String: TopicLog<Message>] = [:]
        /// By topic, who was evicted and is still held by somebody.
        var evicted: [String: [SubscriptionID]] = [:]
        var nextID = 0
        var closers: [UnsafeContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let closed = Atomic<Bool>(false)
    let senders = Gauge()
    private let observer: (any BroadcastObserver<Message>)?

    private let keepsLogs: Bool

    /// - Parameter keepsLogs: whether a topic has one ring for all, instead of one for each subscription.
    init(observer: (any BroadcastObserver<Message>)?, keepsLogs: Bool) {
        self.observer = observer
        self.keepsLogs = keepsLogs
    }

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    func subscribe(to topic: String, capacity: Int) throws(BrokerError) -> BoundedChannel<Message> {
        guard capacity >= 1 else { throw .invalidCapacity(capacity) }
        let channel = state.withLock { state -> BoundedChannel<Message>? in
            guard !isClosed else { return nil }
            let log = keepsLogs ? state.logs[topic] ?? TopicLog(observer: observer) : nil
            if let log { state.logs[topic] = log }
            let channel = BoundedChannel<Message>(
                id: SubscriptionID(rawValue: state.nextID), topic: topic, capacity: capacity, observer: observer,
                log: log)
            log?.join(channel, capacity: capacity)
            state.nextID += 1
            channel.topicPosition = state.topics[topic, default: []].count
            state.topics[topic, default: []].append(channel)
            return channel
        }
        guard let channel else { throw .closed }
        return channel
    }

    /// The subscriptions of a topic now. The array is shared, not copied, until somebody comes or leaves.
    @usableFromInline
    func channels(of topic: String) throws(BrokerError) -> [BoundedChannel<Message>] {
        let channels = state.withLock { isClosed ? nil : $0.topics[topic] ?? [] }
        guard let channels else { throw .closed }
        return channels
    }

    /// The log of a topic; nil while nobody has subscribed to it.
    @usableFromInline
    func log(of topic: String) throws(BrokerError) -> TopicLog<Message>? {
        let found = state.withLock { state -> (isOpen: Bool, log: TopicLog<Message>?) in (!isClosed, state.logs[topic])
        }
        guard found.isOpen else { throw .closed }
        return found.log
    }

    /// As `channels(of:)`, and counts the senders of the broadcast, so that `close` waits for them.
    @usableFromInline
    func beginBroadcast(
        to topic: String, partitions: Partitions
    ) throws(BrokerError) -> BroadcastPlan<Message> {
        let begun = state.withLock { state -> BroadcastPlan<Message>? in
            guard !isClosed else { return nil }
            let evicted = state.evicted.isEmpty ? [] : state.evicted[topic] ?? []
            guard let channels = state.topics[topic], !channels.isEmpty else {
                return BroadcastPlan(channels: [], senders: 0, evicted: evicted)
            }
            let count = partitions.count(subscriptions: channels.count)
            senders.add(count)
            return BroadcastPlan(channels: channels, senders: count, evicted: evicted)
        }
        guard let begun else { throw .closed }
        return begun
    }

    /// A sender is through.
    @usableFromInline
    func senderEnded() {
        guard senders.remove() == 0, isClosed else { return }
        let closers = state.withLock { state in
            let closers = state.closers
            state.closers = []
            return closers
        }
        for closer in closers { closer.resume() }
    }

    /// Takes a subscription out of its topic and closes it.
    /// - Returns: whether it was still in.
    func remove(_ channel: BoundedChannel<Message>) -> Bool {
        let wasIn = leave(channel)
        channel.log?.limit(channel)
        channel.close()
        return wasIn
    }

    /// As `remove`, and its reader learns why; what it has not read is dropped.
    func evict(_ channel: BoundedChannel<Message>, after timeouts: Int) {
        channel.evict(after: timeouts)
        _ = leave(channel, evicted: true)
    }

    /// Nobody holds the subscription any more.
    func forget(_ channel: BoundedChannel<Message>) {
        channel.log?.leave(channel)
        guard channel.isEvicted else { return }
        state.withLock { state in
            state.evicted[channel.topic]?.removeAll { $0 == channel.id }
            if state.evicted[channel.topic]?.isEmpty == true { state.evicted[channel.topic] = nil }
        }
    }

    private func leave(_ channel: BoundedChannel<Message>, evicted: Bool = false) -> Bool {
        let topic = channel.topic
        return state.withLock { state -> Bool in
            let position = channel.topicPosition
            guard let count = state.topics[topic]?.count, position < count,
                state.topics[topic]?[position] === channel
            else { return false }
            // The last one takes its place: leaving costs the same however many there are.
            state.topics[topic]?.swapAt(position, count - 1)
            state.topics[topic]?[position].topicPosition = position
            state.topics[topic]?.removeLast()
            if count == 1 { state.topics[topic] = nil }
            if evicted { state.evicted[topic, default: []].append(channel.id) }
            return true
        }
    }

    func subscriptionCount(of topic: String) -> Int {
        state.withLock { $0.topics[topic]?.count ?? 0 }
    }

    /// Ends every subscription and every wait. Once closed, it stays closed.
    func close() {
        let topics = state.withLock { state in
            closed.store(true, ordering: .releasing)
            let topics = state.topics
            state.topics = [:]
            return topics
        }
        for channels in topics.values { for channel in channels { channel.close() } }
    }

    /// Returns when no sender is left.
    func waitForSenders() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let isIdle = state.withLock { state in
                if senders.current == 0 { return true }
                state.closers.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }
}
