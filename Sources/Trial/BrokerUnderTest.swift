import Experiment

/// A broker that a trial can drive. Conform to it, and every command of laggard takes your broker.
public protocol BrokerUnderTest: Sendable {
    /// The name that goes into the `implementation` column.
    static var implementation: String { get }
    static var version: String { get }
    /// The strategies on offer; a cell that asks for another one fails in words.
    static var strategies: [StrategyName] { get }

    /// A broker for this cell, which tells `observer` of each drop and each wait.
    init(cell: Cell, observer: TrialObserver) throws

    /// Subscribes, and returns what reads the subscription until it ends: it hands every message to `subscriber`.
    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void

    /// Publishes; with awaited dispatch it returns when its broadcast is over.
    func publish(_ message: TrialMessage, toTopic topic: Int) async throws

    /// Ends every wait and, after what is left in the buffers, every subscription.
    /// Reports each delivery not decided by then to the observer as a drop with the reason `closed`.
    func close() async

    /// What is alive in it now.
    var gauges: BrokerGauges { get }
}

/// Counts that a broker keeps of itself; nil where it does not know.
public struct BrokerGauges: Sendable {
    public var sendersAlive: Int?
    public var pendingTimers: Int?
    /// The most there were at once, since the start.
    public var sendersAlivePeak: Int?
    public var pendingTimersPeak: Int?

    public init(sendersAlive: Int?, pendingTimers: Int?, sendersAlivePeak: Int?, pendingTimersPeak: Int?) {
        self.sendersAlive = sendersAlive
        self.pendingTimers = pendingTimers
        self.sendersAlivePeak = sendersAlivePeak
        self.pendingTimersPeak = pendingTimersPeak
    }
}
