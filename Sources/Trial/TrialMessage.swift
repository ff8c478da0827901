/// What a trial publishes. Trivial on purpose: a class reference would cost a retain and a release per delivery.
public struct TrialMessage: Sendable {
    /// When the schedule wanted it published, in nanoseconds of the monotonic clock.
    public var intended: Int64
    /// When `publish` was called.
    public var actual: Int64
    /// Position among the messages of its topic, from 0; negative for a message of the warm-up.
    public var index: Int32
    /// Which publisher sent it.
    public var publisher: Int32

    /// A message of that place in the schedule; times in nanoseconds of the monotonic clock.
    public init(intended: Int64, actual: Int64, index: Int32, publisher: Int32) {
        self.intended = intended
        self.actual = actual
        self.index = index
        self.publisher = publisher
    }
}
