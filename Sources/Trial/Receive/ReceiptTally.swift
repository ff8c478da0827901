/// What one subscriber has received of the window's messages.
struct ReceiptTally: Sendable, Equatable {
    /// Received before the accounts were closed, each message once.
    var unique = 0
    /// Received again.
    var duplicates = 0
    /// Received after a newer one of the same publisher.
    var outOfOrder = 0
    /// Most messages it was behind when it received one.
    var lagMax = 0
    /// Received after the accounts were closed: still in its buffer until then.
    var depthLeft = 0

    @inline(__always)
    mutating func note(lag: Int) {
        if lag > lagMax { lagMax = lag }
    }
}
