import Experiment

/// What became of every message of the window for one subscriber.
struct SubscriberAccount: Sendable, Equatable {
    var subscriber: Int
    var subscriberClass: SubscriberClass
    /// Messages of its topic.
    var published: Int
    var received: ReceiptTally
    var drops: DropCounts
    var pending: Int

    /// published = unique deliveries + drops + depth left + pending.
    var isBalanced: Bool { published == received.unique + drops.total + received.depthLeft + pending }

    /// The account in words, for a trial that it fails.
    var description: String {
        let decided = received.unique + drops.total + received.depthLeft + pending
        return "subscriber \(subscriber) (\(subscriberClass.rawValue)): \(published) published, but "
            + "\(received.unique) delivered + \(drops.timedOut) timed out + \(drops.rejectedNewest) rejected newest + "
            + "\(drops.evictedOldest) evicted oldest + \(drops.closed) closed + \(received.depthLeft) left in the "
            + "buffer + \(pending) pending = \(decided)"
    }
}
