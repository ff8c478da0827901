import Synchronization

/// Who is subscribed to what, and who is sending: everything that `close` has to end.
@usableFromInline
final class Registry<Message: Sendable>: Sendable {
    @usableFromInline
    struct State {
        @usableFromInline var topics = TopicTable<[BoundedChannel<Message>]>()
        /// By topic, where the strategy keeps its messages once for all of its subscriptions.
        @usableFromInline var logs = TopicTable<TopicLog<Message>>()
        /// What handlers of one pool have in common, for each pool that has been used.
        var homes: [HandlerHome<Message>] = []
        var nextID = 0
        @usableFromInline var closers: [UnsafeContinuation<Void, Never>] = []
    }
    @usableFromInline let state = Mutex(State())
    @usableFromInline let closed = Atomic<Bool>(false)
    @usableFromInline let senders = Gauge()
    private let observer: (any BroadcastObserver<Message>)?

    private let whenFull: WhenFull?

    /// - Parameter whenFull: nil where each subscription has a ring, and a topic no log.
    init(observer: (any BroadcastObserver<Message>)?, whenFull: WhenFull?) {
        self.observer = observer
        self.whenFull = whenFull
    }

    @inlinable var isClosed: Bool { closed.load(ordering: .acquiring) }

    func subscribe(to topic: String, capacity: Int) throws(BrokerError) -> BoundedChannel<Message> {
        guard capacity >= 1 else { throw .invalidCapacity(capacity) }
        let channel = state.withLock { state -> BoundedChannel<Message>? in
            guard !isClosed else { return nil }
            let log = whenFull.map { state.logs[topic] ?? TopicLog(whenFull: $0, observer: observer) }
            if let log { state.logs[topic] = log }
            let shared =
                state.topics[topic]?.first?.topic ?? ChannelTopic(name: topic, observer: observer, log: log)
            let channel = BoundedChannel<Message>(
                id: SubscriptionID(rawValue: state.nextID), topic: shared, capacity: capacity)
            log?.join(channel)
            state.nextID += 1
            channel.topicPosition = Int32(state.topics[topic, default: []].count)
            state.topics[topic, default: []].append(channel)
            return channel
        }
        guard let channel else { throw .closed }
        return channel
    }

    /// The log of a topic; nil while nobody has subscribed to it.
    /// - Parameter mayWait: whether the broadcast counts as a sender, for which `close` waits.
    @inlinable
    func log(of topic: String, mayWait: Bool) throws(BrokerError) -> TopicLog<Message>? {
        let found = state.withLock { state -> (isOpen: Bool, log: TopicLog<Message>?) in
            guard !isClosed else { return (false, nil) }
            let log = state.logs.find(topic)
            if mayWait, log != nil { senders.add(1) }
            return (true, log)
        }
        guard found.isOpen else { throw .closed }
        return found.log
    }

    /// The subscriptions of a topic now, and counts the senders of the broadcast, so that `close` waits for them. The
    /// array is shared, not copied, until somebody comes or leaves.
    @inlinable
    func beginBroadcast(
        to topic: String, partitions: Partitions
    ) throws(BrokerError) -> BroadcastPlan<Message> {
        let begun = state.withLock { state -> BroadcastPlan<Message>? in
            guard !isClosed else { return nil }
            guard let channels = state.topics.find(topic), !channels.isEmpty else {
                return BroadcastPlan(channels: [], senders: 0)
            }
            let count = partitions.count(subscriptions: channels.count)
            senders.add(count)
            return BroadcastPlan(channels: channels, senders: count)
        }
        guard let begun else { throw .closed }
        return begun
    }

    /// A sender is through.
    @inlinable
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
        channel.log?.remove(channel)
        channel.close()
        return wasIn
    }

    /// As `remove`, and its reader learns why; what it has not read is dropped.
    @usableFromInline
    func evict(_ channel: BoundedChannel<Message>, after timeouts: Int) {
        _ = leave(channel)
        channel.log?.remove(channel, isEvicted: true)
        channel.evict(after: timeouts)
    }

    /// Nobody holds the subscription any more.
    func forget(_ channel: BoundedChannel<Message>) {
        guard let log = channel.log else { return }
        log.forget(channel)
        let topic = channel.topic.name
        state.withLock { state in
            if state.topics[topic] == nil, state.logs[topic] === log, log.isDeserted { state.logs[topic] = nil }
        }
    }

    private func leave(_ channel: BoundedChannel<Message>) -> Bool {
        let topic = channel.topic.name
        return state.withLock { state -> Bool in
            let position = Int(channel.topicPosition)
            guard let count = state.topics[topic]?.count, position < count,
                state.topics[topic]?[position] === channel
            else { return false }
            // The last one takes its place: leaving costs the same however many there are.
            state.topics[topic]?.swapAt(position, count - 1)
            state.topics[topic]?[position].topicPosition = Int32(position)
            state.topics[topic]?.removeLast()
            if count == 1 { state.topics[topic] = nil }
            return true
        }
    }

    func subscriptionCount(of topic: String) -> Int {
        state.withLock { $0.topics[topic]?.count ?? 0 }
    }

    /// Ends every subscription and every wait. Once closed, it stays closed.
    func close() {
        let (topics, logs) = state.withLock { state in
            closed.store(true, ordering: .releasing)
            let (topics, logs) = (state.topics, state.logs)
            (state.topics, state.logs) = (TopicTable(), TopicTable())
            state.homes = []
            return (topics, logs)
        }
        for log in logs.values.values { log.end() }
        for channels in topics.values.values { for channel in channels { channel.close() } }
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
