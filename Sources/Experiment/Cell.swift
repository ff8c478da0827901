/// One point in the matrix of parameters, resolved: what a child is told to do.
///
/// It is the one JSON object on a child's standard input. Keys are the words of the CSV columns; a parameter
/// that does not apply (the timer source of a strategy without timers) is absent.
public struct Cell: Codable, Sendable, Hashable {
    /// The scenario of the plan that it comes from.
    public var scenario: String
    /// The program under test, by its name in the plan.
    public var implementation: String = "laggard"
    /// Where consumers and publishers run.
    public var executor: String = "default"
    /// What reads a subscription.
    public var consumer: String = "task"
    /// How a broadcast bounds its wait for one full subscription.
    public var strategy: StrategyName
    /// What timers are made of; absent for a strategy without.
    public var timerSource: TimerSourceName?
    /// Send timeout in milliseconds; absent for a strategy that never waits.
    public var timeoutMs: Double?
    /// Whether publish returns before its broadcast is over; absent for a strategy that never waits.
    public var dispatch: Dispatch?
    /// Concurrent senders of one broadcast.
    public var partitions: Int
    /// Topics that messages and subscribers are spread over.
    public var topics: Int = 1
    /// Publishers that share the rate.
    public var publishers: Int = 1
    /// Subscribers of all topics together.
    public var subscribers: Int
    /// Bound of each subscription's channel, in messages.
    public var capacity: Int
    /// Share of the subscribers that is slow, from 0 to 1.
    public var slowFraction: Double = 0
    /// How many that makes.
    public var slowSubscribers: Int = 0
    /// In which way they are slow; absent where none is.
    public var slowKind: SlowKind?
    /// How long a slow subscriber takes, in milliseconds; absent where none sleeps or computes.
    public var slowDelayMs: Double?
    /// Messages between two stops of a bursty one; absent for other kinds.
    public var slowBurst: Int?
    /// Timeouts in a row that close a subscription; absent for a strategy that closes none.
    public var evictAfter: Int?
    /// What decides when the next message is published.
    public var loadModel: LoadModel
    /// Messages per second over all publishers and topics; absent when saturated.
    public var offeredRatePerS: Double?
    /// Load before the window, in seconds.
    public var warmupS: Double
    /// Length of the measurement window, in seconds; absent when `messages` is set.
    public var durationS: Double?
    /// A fixed number of messages instead of a duration.
    public var messages: Int?
    /// Whether allocations are counted exactly and nothing is timed.
    public var exact: Bool = false
    /// Longest drain, in seconds.
    public var drainLimitS: Double
    /// Most that the child may allocate before the trial ends as `heap_limit`.
    public var heapLimitBytes: Int
    /// Most senders alive before the trial ends as `overrun`.
    public var overlapLimit: Int = 20_000
    /// Time between two heap samples, in milliseconds.
    public var sampleIntervalMs: Double = 50
    /// Seed of every random draw of the trial. Not part of the cell's identity.
    public var seed: UInt64 = 0
    /// Whether the child is asked to profile itself.
    public var profiled: Bool = false

    enum CodingKeys: String, CodingKey {
        case scenario, implementation, executor, consumer, strategy
        case timerSource = "timer_source"
        case timeoutMs = "timeout_ms"
        case dispatch, partitions, topics, publishers, subscribers, capacity
        case slowFraction = "slow_fraction"
        case slowSubscribers = "slow_subscribers"
        case slowKind = "slow_kind"
        case slowDelayMs = "slow_delay_ms"
        case slowBurst = "slow_burst"
        case evictAfter = "evict_after"
        case loadModel = "load_model"
        case offeredRatePerS = "offered_rate_per_s"
        case warmupS = "warmup_s"
        case durationS = "duration_s"
        case messages, exact
        case drainLimitS = "drain_limit_s"
        case heapLimitBytes = "heap_limit_bytes"
        case overlapLimit = "overlap_limit"
        case sampleIntervalMs = "sample_interval_ms"
        case seed, profiled
    }

    /// A cell that has the defaults of all else.
    public init(
        scenario: String, strategy: StrategyName, partitions: Int, subscribers: Int, capacity: Int,
        loadModel: LoadModel, warmupS: Double, drainLimitS: Double, heapLimitBytes: Int
    ) {
        self.scenario = scenario
        self.strategy = strategy
        self.partitions = partitions
        self.subscribers = subscribers
        self.capacity = capacity
        self.loadModel = loadModel
        self.warmupS = warmupS
        self.drainLimitS = drainLimitS
        self.heapLimitBytes = heapLimitBytes
    }

    /// Subscribers of one topic: how many deliveries a message makes.
    public var fanOut: Int { subscribers / topics }

    /// The article's number of concurrent senders for that many subscribers of a topic.
    public static func articlePartitions(fanOut: Int) -> Int {
        switch fanOut {
        case ...100: 1
        case ...1_000: 2
        default: 3
        }
    }
}
