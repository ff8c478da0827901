/// How a broadcast bounds its wait for one full subscription.
public enum SendTimeoutKind: String, Sendable, CaseIterable {
    case after
    case sharedTimer = "shared-timer"
    case sharedTicker = "shared-ticker"
    case timer
    case ticker
    case taskRace = "task-race"
    case lazyAfter = "lazy-after"
    case dropNewest = "drop-newest"
    case deadline
    case dropOldest = "drop-oldest"
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
    public var sendTimeout: SendTimeoutKind = .timer
    /// How long a broadcast waits for room in one full subscription.
    public var timeout: Duration = .milliseconds(5)
    /// `SendTimeoutKind.taskRace` always sleeps in tasks.
    public var timerSource: TimerSourceKind = .dispatch
    /// A tick of the timing wheel: its timers fire up to that much late, and never early.
    public var wheelResolution: Duration = .milliseconds(1)
    public var dispatch: Dispatch = .awaited
    public var partitions: Partitions = .article
    /// Timeouts in a row after which `evict` ends a subscription, at least 1.
    public var evictAfter = 10
    /// Seed of the coin that decides between room and a tick when both are ready.
    public var seed: UInt64 = 0

    public init(sendTimeout: SendTimeoutKind = .timer) {
        self.sendTimeout = sendTimeout
    }
}
