/// Who is to get a message, as its topic was when it was published.
@usableFromInline
struct BroadcastPlan<Message: Sendable> {
    @usableFromInline let channels: [BoundedChannel<Message>]
    /// How many senders serve them.
    @usableFromInline let senders: Int
    /// Who would get it, had they not been evicted: for them it is dropped, as long as somebody holds them.
    @usableFromInline let evicted: [SubscriptionID]
}
