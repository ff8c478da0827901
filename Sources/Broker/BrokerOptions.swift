/// How a broadcast bounds its wait for one full subscription.
public enum SendTimeoutKind: String, Sendable, CaseIterable {
    /// A new timer for every send, armed before the channel is tried, never cancelled (as published).
    case after
    /// One timer per broadcast, shared by its partitions, reset without draining (as published).
    case sharedTimer = "shared-timer"
    /// One ticker per broadcast, shared, stopped when the broadcast call returns (as published).
    case sharedTicker = "shared-ticker"
    /// One reusable timer per partition: stopped, drained and reset before each send.
    case timer
    /// One ticker per partition; a wait ends at the next tick, so it lasts (0, timeout].
    case ticker
    /// A task group per send: the send against a sleep, the loser cancelled.
    case taskRace = "task-race"
    /// Tries first; a send that would block arms a timer, and cancels it when the send wins.
    case lazyAfter = "lazy-after"
    /// Tries once and never waits.
    case dropNewest = "drop-newest"
    /// Tries all once, then waits for all the full ones together, under one deadline per broadcast.
    case deadline
    /// One ring per topic with a cursor per subscriber: publish never waits, the oldest go.
    case dropOldest = "drop-oldest"
    /// As `deadline`; a subscription that times out several times in a row is closed, with an error.
    case evict
}

/// What timers are made of. A broker can also be given a `TimerSource` of another kind.
public enum TimerSourceKind: String, Sendable, CaseIterable {
    /// A sleeping task for each.
    case task
    /// Dispatch's timers.
    case dispatch
    /// A hashed timing wheel, turned by a thread of its own.
    case wheel
}

/// Whether `publish` returns before its broadcast is over.
public enum Dispatch: String, Sendable, CaseIterable {
    /// It starts the senders and returns: broadcasts overlap without bound, and messages may overtake each other.
    case detached
    /// It returns when the broadcast is over: messages of one publisher keep their order.
    case awaited
}

/// Into how many parts, served concurrently, a broadcast splits its subscriptions.
public enum Partitions: Sendable, Equatable {
    /// 1 up to 100 subscriptions of the topic, 2 above 100, 3 above 1,000.
    case article
    /// Always that many, at least 1.
    case fixed(Int)

    /// The number for a topic with that many subscriptions; never more than there are.
    public func count(subscriptions: Int) -> Int {
        let wanted =
            switch self {
            case .fixed(let count): count
            case .article: subscriptions > 1_000 ? 3 : subscriptions > 100 ? 2 : 1
            }
        return max(1, min(wanted, subscriptions))
    }
}

/// How a broker sends.
public struct BrokerOptions: Sendable {
    /// How a broadcast bounds its wait for one full subscription.
    public var sendTimeout: SendTimeoutKind = .timer
    /// How long a broadcast waits for room in one full subscription.
    public var timeout: Duration = .milliseconds(5)
    /// `SendTimeoutKind.taskRace` always sleeps in tasks.
    public var timerSource: TimerSourceKind = .dispatch
    /// A tick of the timing wheel: its timers fire up to that much late, and never early.
    public var wheelResolution: Duration = .milliseconds(1)
    /// Whether `publish` returns before its broadcast is over.
    public var dispatch: Dispatch = .awaited
    /// Into how many parts, served concurrently, a broadcast splits its subscriptions.
    public var partitions: Partitions = .article
    /// Timeouts in a row after which `evict` ends a subscription, at least 1.
    public var evictAfter = 10
    /// Seed of the coin that decides between room and a tick when both are ready.
    public var seed: UInt64 = 0

    /// The defaults of all else.
    public init(sendTimeout: SendTimeoutKind = .timer) {
        self.sendTimeout = sendTimeout
    }
}
