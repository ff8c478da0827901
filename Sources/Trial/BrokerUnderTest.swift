import Experiment

/// A broker that a trial can drive. Conform to it, and every command of laggard takes your broker.
public protocol BrokerUnderTest: Sendable {
    /// The name that goes into the `implementation` column.
    static var implementation: String { get }
    /// The broker's own version, for the results.
    static var version: String { get }
    /// The strategies on offer; a cell that asks for another one is refused in words.
    static var strategies: [StrategyName] { get }
    /// Where it can have consumers and publishers run, in the words of plans; unless implemented, on the default
    /// executor alone. A cell that asks for another one is refused in words.
    static var executors: [String] { get }

    /// What can read a subscription, in the words of plans; unless implemented, a task alone. A cell that asks for
    /// another one is refused in words.
    static var consumers: [String] { get }

    /// A broker for this cell, which tells `observer` of each drop and each wait.
    init(cell: Cell, observer: TrialObserver) throws

    /// Subscribes, and returns what reads the subscription until it ends: it hands every message to `subscriber`.
    ///
    /// Called for all subscribers one after the other, in the order of their index, before anything is published.
    func subscribe(_ subscriber: Subscriber, toTopic topic: Int) throws -> @concurrent @Sendable () async -> Void

    /// As above, for a consumer that is no task: the broker itself hands what comes to `Subscriber.handle`, from threads
    /// that may block where the subscriber is slow.
    func subscribe(handler subscriber: Subscriber, toTopic topic: Int) throws

    /// Returns when no handler will be called any more. Called when `close` has begun; without handlers, nothing to do.
    func handlersEnded() async

    /// Publishes; with awaited dispatch it returns when its broadcast is over. Throws only if nobody was or will be
    /// given the message and no drop of it is reported: it then counts as not published.
    func publish(_ message: TrialMessage, toTopic topic: Int) async throws

    /// Ends every wait and, after what is left in the buffers, every subscription. It must not wait for the readers:
    /// those of slow subscribers go on only once it has returned.
    /// Reports each delivery not decided by then to the observer as `undecided`.
    func close() async

    /// Lets others run: a publisher that never suspends calls it every 10 ms. Unless implemented, `Task.yield()`.
    func giveWay() async

    /// What is alive in it now. Called from any thread, every few milliseconds.
    var gauges: BrokerGauges { get }
}

extension BrokerUnderTest {
    public static var executors: [String] { ["default"] }
    public static var consumers: [String] { ["task"] }
    public func subscribe(handler subscriber: Subscriber, toTopic topic: Int) throws {
        throw TrialError("consumer 'handler' is not offered")
    }
    public func handlersEnded() async {}
    public func giveWay() async { await Task.yield() }
}
