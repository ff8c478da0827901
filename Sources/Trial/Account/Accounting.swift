import Experiment

/// The accounts of a class: sums of its subscribers' accounts, and the accounting identity.
struct Accounting: Sendable, Equatable {
    private(set) var fast = ReceiptTally()
    private(set) var slow = ReceiptTally()
    private(set) var fastDrops = DropCounts()
    private(set) var slowDrops = DropCounts()
    private(set) var fastPending = 0
    private(set) var slowPending = 0
    /// The first account that does not balance, and how many there are.
    private(set) var unbalanced: SubscriberAccount?
    private(set) var unbalancedCount = 0

    init(_ accounts: some Sequence<SubscriberAccount>) {
        for account in accounts { add(account) }
    }

    private mutating func add(_ account: SubscriberAccount) {
        switch account.subscriberClass {
        case .fast:
            fast += account.received
            fastDrops += account.drops
            fastPending += account.pending
        case .slow:
            slow += account.received
            slowDrops += account.drops
            slowPending += account.pending
        }
        if !account.isBalanced {
            unbalanced = unbalanced ?? account
            unbalancedCount += 1
        }
    }

    /// Why the trial fails, if the identity is broken.
    var violation: String? {
        unbalanced.map {
            "the accounts of \(unbalancedCount) subscriber\(unbalancedCount == 1 ? "" : "s") do not balance; "
                + $0.description
        }
    }

    /// A class without subscribers has counts of 0: they are known.
    var metrics: Measurements {
        var metrics = Measurements()
        Self.fill(&metrics, .fast, fast, fastDrops, pending: fastPending)
        Self.fill(&metrics, .slow, slow, slowDrops, pending: slowPending)
        return metrics
    }

    private static func fill(
        _ metrics: inout Measurements, _ subscriberClass: SubscriberClass, _ received: ReceiptTally,
        _ drops: DropCounts, pending: Int
    ) {
        metrics[.deliveries(subscriberClass)] = Double(received.unique)
        metrics.set(drops, of: subscriberClass)
        metrics[.depthLeft(subscriberClass)] = Double(received.depthLeft)
        metrics[.pending(subscriberClass)] = Double(pending)
        metrics[.outOfOrder(subscriberClass)] = Double(received.outOfOrder)
        metrics[.duplicates(subscriberClass)] = Double(received.duplicates)
        metrics[.lagMax(subscriberClass)] = Double(received.lagMax)
    }
}

extension Measurements {
    mutating func set(_ drops: DropCounts, of subscriberClass: SubscriberClass) {
        self[.dropsTimedOut(subscriberClass)] = Double(drops.timedOut)
        self[.dropsRejectedNewest(subscriberClass)] = Double(drops.rejectedNewest)
        self[.dropsEvictedOldest(subscriberClass)] = Double(drops.evictedOldest)
        self[.dropsClosed(subscriberClass)] = Double(drops.closed)
    }
}

extension ReceiptTally {
    static func += (left: inout ReceiptTally, right: ReceiptTally) {
        left.unique += right.unique
        left.duplicates += right.duplicates
        left.outOfOrder += right.outOfOrder
        left.lagMax = max(left.lagMax, right.lagMax)
        left.depthLeft += right.depthLeft
    }
}
