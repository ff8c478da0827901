import Synchronization

/// The log of one topic under its lock, and the readers that wait for more.
@usableFromInline
final class TopicLog<Message: Sendable>: Sendable {
    private struct Guarded: ~Copyable {
        var log = TopicLogState<Message>()
        /// The channels of `log.members`, at the same positions.
        var channels: [BoundedChannel<Message>] = []
        /// Those whose reader found nothing: to be woken by the next message.
        var parked: [BoundedChannel<Message>] = []
    }
    private let guarded = Mutex(Guarded())
    private let observer: (any BroadcastObserver<Message>)?

    init(observer: (any BroadcastObserver<Message>)?) { self.observer = observer }

    func join(_ channel: BoundedChannel<Message>, capacity: Int) {
        guarded.withLock {
            channel.logPosition = $0.log.join(channel.id, capacity: capacity)
            $0.channels.append(channel)
        }
    }

    /// Unsubscribed: it reads what is there, and no more.
    func limit(_ channel: BoundedChannel<Message>) {
        guarded.withLock { if let position = channel.logPosition { $0.log.limit(position) } }
    }

    /// Nobody will read it any more.
    func leave(_ channel: BoundedChannel<Message>) {
        guarded.withLock { guarded in
            guard let position = channel.logPosition else { return }
            channel.logPosition = nil
            guarded.log.leave(position)
            guarded.channels.swapAt(position, guarded.channels.count - 1)
            guarded.channels.removeLast()
            if position < guarded.channels.count { guarded.channels[position].logPosition = position }
            Self.unpark(channel, &guarded)
        }
    }

    /// Appends a message, wakes who waits for one, and tells of what full subscriptions lose to it.
    @usableFromInline
    func append(_ message: Message) {
        var lost: [(Message, SubscriptionID)] = []
        let woken = guarded.withLock { guarded in
            guarded.log.append(message) { lost.append(($0, $1)) }
            let parked = guarded.parked
            guarded.parked.removeAll(keepingCapacity: true)
            for channel in parked { channel.parkedPosition = nil }
            return parked
        }
        for channel in woken { channel.wake() }
        for (message, id) in lost { observer?.dropped(message, by: id, reason: .evictedOldest) }
    }

    /// The next message for that channel, if there is one.
    @usableFromInline
    func next(_ channel: BoundedChannel<Message>) -> Message? {
        guarded.withLock { guarded in channel.logPosition.flatMap { guarded.log.next($0) } }
    }

    /// Puts the channel among those that the next message wakes. Before its reader parks, which looks once more.
    func park(_ channel: BoundedChannel<Message>) {
        guarded.withLock { guarded in
            guard channel.parkedPosition == nil, channel.logPosition != nil else { return }
            channel.parkedPosition = guarded.parked.count
            guarded.parked.append(channel)
        }
    }

    /// The last one takes its place: leaving costs the same however many are parked.
    private static func unpark(_ channel: BoundedChannel<Message>, _ guarded: inout Guarded) {
        guard let position = channel.parkedPosition else { return }
        channel.parkedPosition = nil
        guarded.parked.swapAt(position, guarded.parked.count - 1)
        guarded.parked.removeLast()
        if position < guarded.parked.count { guarded.parked[position].parkedPosition = position }
    }

    func isEmpty(_ channel: BoundedChannel<Message>) -> Bool {
        guarded.withLock { guarded in channel.logPosition.map { guarded.log.isEmpty($0) } ?? true }
    }

    func depth(_ channel: BoundedChannel<Message>) -> Int {
        guarded.withLock { guarded in channel.logPosition.map { guarded.log.depth($0) } ?? 0 }
    }

    /// Messages that it has lost since it subscribed.
    func lost(_ channel: BoundedChannel<Message>) -> Int {
        guarded.withLock { guarded in channel.logPosition.map { guarded.log.members[$0].lost } ?? 0 }
    }
}
