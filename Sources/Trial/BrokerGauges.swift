/// Counts that a broker keeps of itself; nil where it does not know.
public struct BrokerGauges: Sendable {
    /// Concurrent senders of broadcasts that are not over. A trial's drain waits until it is 0.
    public var sendersAlive: Int?
    /// Timers armed.
    public var pendingTimers: Int?
    /// The most there were at once, since the start.
    public var sendersAlivePeak: Int?
    /// The most of them at once, since the start.
    public var pendingTimersPeak: Int?

    /// What is known; nil for what is not.
    public init(sendersAlive: Int?, pendingTimers: Int?, sendersAlivePeak: Int?, pendingTimersPeak: Int?) {
        self.sendersAlive = sendersAlive
        self.pendingTimers = pendingTimers
        self.sendersAlivePeak = sendersAlivePeak
        self.pendingTimersPeak = pendingTimersPeak
    }
}
