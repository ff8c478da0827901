/// One subscriber of a trial: times, counts and checks what it receives. Used by one task at a time.
public final class Subscriber: @unchecked Sendable {
    public let index: Int
    /// Whether it needs to digest: a slow one must be given one message at a time.
    public let isSlow: Bool
    init(index: Int, isSlow: Bool) {
        self.index = index
        self.isSlow = isSlow
    }

    /// Receives one message, reading the clock, and digests it if the subscriber is slow.
    public func received(_ message: TrialMessage) async {}

    /// Receives the first message of a batch: reads the clock. For a fast subscriber.
    public func receivedFirst(_ message: TrialMessage) {}

    /// Receives a further message of the same batch, published before the first was received: the same time counts.
    public func receivedNext(_ message: TrialMessage) {}
}
