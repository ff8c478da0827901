/// Who is to get a message, as its topic was when it was published.
@usableFromInline
struct BroadcastPlan<Message: Sendable> {
    @usableFromInline let channels: [BoundedChannel<Message>]
    /// How many senders serve them.
    @usableFromInline let senders: Int

    @inlinable
    init(channels: [BoundedChannel<Message>], senders: Int) {
        (self.channels, self.senders) = (channels, senders)
    }
}
