/// One message on its way to the subscriptions that its topic had when it was published.
@usableFromInline
struct Broadcast<Message: Sendable>: Sendable {
    @usableFromInline let message: Message
    @usableFromInline let channels: [BoundedChannel<Message>]
    @usableFromInline let observer: (any BroadcastObserver<Message>)?

    @inlinable
    init(_ message: Message, to channels: [BoundedChannel<Message>], observer: (any BroadcastObserver<Message>)?) {
        self.message = message
        self.channels = channels
        self.observer = observer
    }

    @usableFromInline
    func drop(_ channel: BoundedChannel<Message>, _ reason: DropReason) {
        observer?.dropped(message, by: channel.id, reason: reason)
    }

    /// The broker is closed.
    @usableFromInline
    func leaveUndecided(_ channel: BoundedChannel<Message>) {
        observer?.undecided(message, by: channel.id)
    }
}
