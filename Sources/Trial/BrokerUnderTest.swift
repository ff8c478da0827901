import Experiment

/// A broker that a trial can drive. Conform to it, and every command of laggard takes your broker.
public protocol BrokerUnderTest: Sendable {
    /// The name that goes into the `implementation` column.
    static var implementation: String { get }
    static var version: String { get }
    /// The strategies on offer; a cell that asks for another one is refused in words.
    static var strategies: [StrategyName] { get }

    /// A broker for this cell, which tells `observer` of each drop and each wait.
    init(cell: Cell, observer: TrialObserver) throws

    /// Subscribes, and returns what reads the subscription until it ends: it hands every message to `subscriber`.
    ///
    /// Called for all subscribers one after the other, in the order of their index, before anything is published.
    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @Sendable () async -> Void

    /// Publishes; with awaited dispatch it returns when its broadcast is over. Throws only if nobody was or will be
    /// given the message and no drop of it is reported: it then counts as not published.
    func publish(_ message: TrialMessage, toTopic topic: Int) async throws

    /// Ends every wait and, after what is left in the buffers, every subscription. It must not wait for the readers:
    /// those of slow subscribers go on only once it has returned.
    /// Reports each delivery not decided by then to the observer as `undecided`.
    func close() async

    /// What is alive in it now. Called from any thread, every few milliseconds.
    var gauges: BrokerGauges { get }
}
