/// What bounds the waits of one sender, who serves one partition of a broadcast.
///
/// It never sees a message: it arms, and owns the tick that ends a wait.
@usableFromInline
protocol SendTimeout: AnyObject, Sendable {
    /// The sender starts on its partition.
    func begin()

    /// Called before each send, with room or without.
    /// - Returns: whether a tick is there already, which may take the place of the send.
    func willSend() -> Bool

    /// Called before a wait: the channel is full.
    func willWait()

    /// Called after a wait, however it ended.
    func didWait()

    /// Where the tick comes that ends a wait.
    var ticks: TickBuffer { get }

    /// What every send is handed to instead, whether there is room or not; nil where the sender tries by itself.
    var race: TaskRace? { get }

    /// The sender is through.
    func end()

    /// Whether it can serve other broadcasts; not if it shares a timer with this one.
    var isReusable: Bool { get }

    /// It will not be used again: nothing may stay armed on its account.
    func retire()
}

extension SendTimeout {
    func begin() {}
    func willSend() -> Bool { false }
    func willWait() {}
    func didWait() {}
    var race: TaskRace? { nil }
    func end() {}
    var isReusable: Bool { true }
    func retire() {}
}

/// A send-timeout strategy that waits for full subscriptions. One per broker.
protocol SendTimeoutStrategy: Sendable {
    /// What the senders of one broadcast share; nil where each has its own, and may use it again for other broadcasts.
    func makeShared() -> (any SharedTimeout)?

    /// What bounds the waits of one sender.
    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout

    /// Timeouts in a row that end a subscription; nil where none do.
    var evictionLimit: Int? { get }
}

extension SendTimeoutStrategy {
    func makeShared() -> (any SharedTimeout)? { nil }
    var evictionLimit: Int? { nil }
}

/// A timer or ticker that the senders of one broadcast have in common.
@usableFromInline
protocol SharedTimeout: AnyObject, Sendable {
    /// The call that started the broadcast returns: the article's `defer idleTimeout.Stop()`.
    func broadcastReturned()
}

extension SendTimeoutKind {
    /// The strategy, or nil for one that never waits.
    /// - Parameter timeout: nanoseconds.
    func make(timeout: Int64, source: any TimerSource, evictAfter: Int) -> (any SendTimeoutStrategy)? {
        switch self {
        case .after: AfterStrategy(timeout: timeout, source: source)
        case .sharedTimer: SharedTimerStrategy(timeout: timeout, source: source)
        case .sharedTicker: SharedTickerStrategy(timeout: timeout, source: source)
        case .timer: TimerStrategy(timeout: timeout, source: source)
        case .ticker: TickerStrategy(timeout: timeout, source: source)
        case .taskRace: TaskRaceStrategy(timeout: timeout, source: source)
        case .lazyAfter: LazyAfterStrategy(timeout: timeout, source: source)
        case .deadline: DeadlineStrategy(timeout: timeout, source: source)
        case .evict: EvictStrategy(deadline: .init(timeout: timeout, source: source), limit: max(1, evictAfter))
        case .dropNewest, .dropOldest: nil
        }
    }
}

extension SendTimeoutKind {
    /// What a broker that keeps each topic's messages once for all does with one for a full subscription; nil where each
    /// subscription has a ring, and is waited for in its turn.
    var whenFull: WhenFull? {
        switch self {
        case .dropNewest: .reject
        case .dropOldest: .loseOldest
        case .deadline, .evict: .wait
        case .after, .sharedTimer, .sharedTicker, .timer, .ticker, .taskRace, .lazyAfter: nil
        }
    }
}
