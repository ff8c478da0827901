/// Delivers each message that is published to a topic to all subscriptions of that topic, in this process.
///
/// ```swift
/// let broker = Broker<String>()
/// let news = try broker.subscribe(to: "news", capacity: 10)
/// let reader = Task {
///     for await message in news { print(message) }
/// }
/// try await broker.publish("hello", to: "news")
/// await broker.close()
/// ```
///
/// A subscription holds at most its capacity. When one is full, the broadcast waits for it as long as
/// `BrokerOptions` say, and then drops the message for that subscription alone.
public final class Broker<Message: Sendable>: Sendable {
    /// How it sends.
    public let options: BrokerOptions
    @usableFromInline let registry: Registry<Message>
    @usableFromInline let observer: (any BroadcastObserver<Message>)?
    /// nil for a strategy that never waits.
    @usableFromInline let pool: SenderPool<Message>?
    /// Whether it keeps each topic's messages once for all subscriptions.
    @usableFromInline let keepsLogs: Bool
    private let timers: any TimerSource

    /// A broker with a timer source of its own.
    /// - Parameters:
    ///   - options: how it sends.
    ///   - observer: is told of drops and waits.
    public convenience init(
        _ options: BrokerOptions = BrokerOptions(), observer: (any BroadcastObserver<Message>)? = nil
    ) {
        let source = options.sendTimeout == .taskRace ? .task : options.timerSource
        let timers = source.make(wheelResolution: options.wheelResolution.nanoseconds)
        self.init(options, observer: observer, timers: timers)
    }

    /// A broker whose timers come from elsewhere.
    /// - Parameters:
    ///   - options: how it sends.
    ///   - observer: is told of drops and waits.
    ///   - timers: takes the place of `BrokerOptions.timerSource`.
    public init(
        _ options: BrokerOptions, observer: (any BroadcastObserver<Message>)? = nil, timers: any TimerSource
    ) {
        self.options = options
        self.observer = observer
        self.timers = timers
        keepsLogs = options.sendTimeout.whenFull != nil
        let registry = Registry<Message>(observer: observer, whenFull: options.sendTimeout.whenFull)
        self.registry = registry
        pool = options.sendTimeout.make(
            timeout: options.timeout.nanoseconds, source: timers, evictAfter: options.evictAfter
        )
        .map { SenderPool(strategy: $0, registry: registry, seed: options.seed) }
    }

    deinit {
        registry.close()
        pool?.retire()
    }

    /// Subscribes to a topic, which need not exist before.
    /// - Parameters:
    ///   - topic: any text.
    ///   - capacity: most messages held for it at once, at least 1.
    /// - Throws: `invalidCapacity`, or `closed`.
    public func subscribe(to topic: String, capacity: Int = 100) throws(BrokerError) -> Subscription<Message> {
        let channel = try registry.subscribe(to: topic, capacity: capacity)
        return Subscription(handle: .init(channel: channel, registry: registry))
    }

    /// Ends a subscription: no message published from now on reaches it; what is in its buffer can still be read.
    /// - Throws: `notSubscribed` if it has ended already.
    public func unsubscribe(_ subscription: Subscription<Message>) throws(BrokerError) {
        guard subscription.handle.registry === registry, subscription.handle.end() else {
            throw .notSubscribed(subscription.id)
        }
    }

    /// Sends a message to every subscription that the topic has now; to nobody if it has none.
    ///
    /// With awaited dispatch it returns when each delivery is decided: made, or dropped. With detached dispatch it only
    /// starts the senders. It runs where its caller does: who publishes to many from an actor, the main one say, keeps that
    /// busy meanwhile (10,000 subscriptions take some 0.5 ms). On a thread of a `WorkerPool` it lets readers run first that
    /// stand in line there, once, where half of those that read a topic's log are full, or a quarter with `dropNewest`.
    /// - Throws: `closed`.
    @inlinable
    @inline(__always)
    public func publish(_ message: Message, to topic: String) async throws(BrokerError) {
        guard !keepsLogs else {
            switch try publishToLog(message, topic, mayGiveWay: true) {
            case .given: return
            case .full(let channels): return await wait(for: channels, message)
            case .mustGiveWay: return try await publishLater(message, topic)
            }
        }
        guard let pool else { return }
        let plan = try registry.beginBroadcast(to: topic, partitions: options.partitions)
        guard plan.senders > 0 else { return }
        let broadcast = Broadcast(message, to: plan.channels, observer: observer)
        switch options.dispatch {
        case .detached: pool.start(broadcast, senders: plan.senders)
        case .awaited: await pool.run(broadcast, senders: plan.senders)
        }
    }

    /// Not a part of `publish` that suspends: most messages go out without.
    @inlinable
    @inline(__always)
    func publishToLog(
        _ message: Message, _ topic: String, mayGiveWay: Bool
    ) throws(BrokerError) -> TopicLog<Message>.Result {
        guard let log = try registry.log(of: topic, mayWait: pool != nil) else { return .given }
        let result = log.broadcast(message, mayGiveWay: mayGiveWay)
        guard pool != nil else { return result }
        if case .full = result { return result }
        registry.senderEnded()
        return result
    }

    /// Publishes after the readers have had a turn that wait for this thread.
    @inlinable
    @inline(never)
    func publishLater(_ message: Message, _ topic: String) async throws(BrokerError) {
        await CurrentWorker.giveWay()
        let result = try publishToLog(message, topic, mayGiveWay: false)
        if case .full(let channels) = result { await wait(for: channels, message) }
    }

    @inlinable
    func wait(for channels: [BoundedChannel<Message>], _ message: Message) async {
        let waiting = Broadcast(message, to: channels, observer: observer)
        switch options.dispatch {
        case .detached: pool?.startWaiting(waiting)
        case .awaited: await pool?.wait(waiting)
        }
    }

    /// Ends every subscription, after what is in its buffer, and every wait; a delivery that is not decided by then is
    /// dropped as `closed`. Returns when no sender is left. From now on publish and subscribe fail.
    public func close() async {
        registry.close()
        await registry.waitForSenders()
        pool?.retire()
    }

    // MARK: What is alive

    /// Subscriptions of a topic now.
    public func subscriptionCount(of topic: String) -> Int { registry.subscriptionCount(of: topic) }

    /// Senders of broadcasts alive now: those of strategies that may wait.
    public var sendersAlive: Int { registry.senders.current }
    /// The most there were at once.
    public var sendersAlivePeak: Int { registry.senders.peak }

    /// Timers armed now.
    public var pendingTimers: Int { timers.armed.current }
    /// The most there were at once.
    public var pendingTimersPeak: Int { timers.armed.peak }
}

extension Duration {
    /// Whole nanoseconds, up to 292 years.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : scaled + attoseconds / 1_000_000_000
    }
}
