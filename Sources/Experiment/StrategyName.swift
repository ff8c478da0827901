/// How a broadcast bounds its wait for one slow subscriber: the name of a send-timeout strategy.
public enum StrategyName: String, Codable, Sendable, CaseIterable {
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
    /// No broker: messages are dropped on the floor, which leaves the harness's own cost.
    case none

    /// Whether a broadcast may wait for room; a strategy that never waits has no dispatch and no timeout.
    public var waits: Bool { self != .dropNewest && self != .dropOldest && self != .none }

    /// Whether it closes a subscription that times out time and again.
    public var evicts: Bool { self == .evict }

    /// Whether the strategy needs a timer source.
    public var usesTimers: Bool { waits }

    /// The timer sources that make sense with it; empty where it needs none.
    public var timerSources: [TimerSourceName] {
        guard usesTimers else { return [] }
        return self == .taskRace ? [.task] : TimerSourceName.allCases
    }

    /// The timer source of a cell whose scenario does not set one.
    public var defaultTimerSource: TimerSourceName? {
        timerSources.contains(.dispatch) ? .dispatch : timerSources.first
    }

    /// One line for `laggard list strategies`.
    public var summary: String {
        switch self {
        case .after: "a new timer for every send, armed before the channel is tried, never cancelled (as published)"
        case .sharedTimer: "one timer per broadcast, shared by its partitions, reset without draining (as published)"
        case .sharedTicker: "one ticker per broadcast, shared, stopped when the broadcast call returns (as published)"
        case .timer: "one reusable timer per partition: stopped, drained and reset before each send"
        case .ticker: "one ticker per partition; a wait ends at the next tick, so it lasts (0, timeout]"
        case .taskRace: "a task group per send: the send against a sleep, the loser cancelled"
        case .lazyAfter: "tries first; a send that would block arms a timer, and cancels it when the send wins"
        case .dropNewest: "tries once and never waits"
        case .dropOldest: "one ring per topic with a cursor per subscriber: publish never waits, the oldest go"
        case .deadline: "tries all once, then waits for all the full ones together, under one deadline per broadcast"
        case .evict: "as deadline; a subscription that times out evict_after times in a row is closed, with an error"
        case .none: "no broker: messages are dropped on the floor, which leaves the harness's own cost"
        }
    }

    /// What to expect of it, for `laggard list strategies`.
    public var consequence: String {
        switch self {
        case .after: "the heap grows by send rate x timeout x bytes per timer"
        case .sharedTimer: "waits go beyond the timeout; a stale tick drops a message although there is room"
        case .sharedTicker: "detached: it never ticks, nothing times out, senders pile up behind slow subscribers"
        case .timer: "bounded wait per subscriber; the fast ones pay for every slow one before them"
        case .ticker: "as timer, with shorter waits on average"
        case .taskRace: "every send pays for a group and two tasks; waits are those of timer"
        case .lazyAfter: "as timer, with nothing to pay where there is room, and a new timer for each wait"
        case .dropNewest: "the fast ones never wait; a full subscriber loses the newest message"
        case .dropOldest: "publish costs the same for any number of subscribers; one that falls behind loses the oldest"
        case .deadline: "a broadcast lasts one timeout at most; the fast ones are served before anybody is waited for"
        case .evict: "a dead subscriber costs evict_after timeouts, once; it loses what its buffer held"
        case .none: "every delivery counts as rejected; there is nobody to read"
        }
    }
}
