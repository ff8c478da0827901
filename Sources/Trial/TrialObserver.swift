/// What a broker under test tells the trial. Thread-safe; called from any thread.
public final class TrialObserver: Sendable {
    public init() {}

    /// `message` was not delivered to the subscriber with this index.
    public func dropped(_ message: TrialMessage, subscriber: Int, reason: DropReason) {}

    /// A broadcast waited that long for room in one subscription.
    public func waited(nanoseconds: Int64) {}
}
