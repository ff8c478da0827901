/// Drops by reason.
struct DropCounts: Sendable, Equatable {
    var timedOut = 0
    var rejectedNewest = 0
    var evictedOldest = 0
    var closed = 0

    var total: Int { timedOut + rejectedNewest + evictedOldest + closed }

    static func += (left: inout DropCounts, right: DropCounts) {
        left.timedOut += right.timedOut
        left.rejectedNewest += right.rejectedNewest
        left.evictedOldest += right.evictedOldest
        left.closed += right.closed
    }
}
