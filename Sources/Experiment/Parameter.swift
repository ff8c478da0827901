/// A key of a plan: the one list of what a scenario may set. Raw values are the keys.
public enum Parameter: String, Codable, Sendable, CaseIterable {
    /// Which program is the broker under test.
    case implementation
    /// Where consumers and publishers run.
    case executor
    /// What reads a subscription.
    case consumer
    /// How a broadcast's wait for a subscriber is bounded.
    case strategy
    /// What timers are made of.
    case timerSource = "timer_source"
    /// Longest wait for room in one subscription.
    case timeout
    /// Whether publish returns before its broadcast is over.
    case dispatch
    /// Concurrent senders of one broadcast.
    case partitions
    /// Topics that messages and subscribers are spread over.
    case topics
    /// Publishers that share the rate.
    case publishers
    /// Subscribers of all topics together.
    case subscribers
    /// Bound of each subscription's channel, in messages.
    case capacity
    /// Share of the subscribers that is slow; at least one when above 0.
    case slowFraction = "slow_fraction"
    /// In which way a slow subscriber is slow.
    case slowKind = "slow_kind"
    /// How long a slow subscriber takes.
    case slowDelay = "slow_delay"
    /// Messages between two stops of a bursty subscriber.
    case slowBurst = "slow_burst"
    /// Timeouts in a row that close a subscription.
    case evictAfter = "evict_after"
    /// What decides when the next message goes out.
    case loadModel = "load_model"
    /// Messages per second over all publishers and topics.
    case rate
    /// Deliveries per second: rate times fan-out.
    case deliveryRate = "delivery_rate"
    /// Load before the window.
    case warmup
    /// Length of the measurement window.
    case duration
    /// A fixed number of messages instead of a duration.
    case messages
    /// Whether allocations are counted exactly and nothing is timed.
    case exact
    /// Longest drain.
    case drainLimit = "drain_limit"
    /// Most that a child may allocate.
    case heapLimit = "heap_limit"
    /// Most senders alive at once.
    case overlapLimit = "overlap_limit"
    /// Time between two samples.
    case sampleInterval = "sample_interval"

    /// The word in a plan.
    public var key: String { rawValue }

    /// What its values look like, and their limits.
    public var kind: ParameterKind { description.kind }

    /// What it means, in one line.
    public var meaning: String { description.meaning }

    /// The value of a cell whose scenario does not set it; nil where it must be set, or depends on others.
    public var defaultValue: ParameterValue? { description.defaultValue }

    /// The default in words, for documentation.
    public var defaultText: String {
        switch self {
        case .strategy, .subscribers: "required"
        case .timerSource: "dispatch, or task for task-race"
        case .dispatch: "detached when load_model is open, awaited when saturated"
        case .rate, .deliveryRate: "one of rate and delivery_rate is required when load_model is open"
        case .duration: "5s, unless messages is set"
        case .messages: "none"
        default: defaultValue?.text ?? "none"
        }
    }

    /// The column of `trials.csv` that it becomes.
    public var column: String {
        switch self {
        case .timeout: "timeout_ms"
        case .slowDelay: "slow_delay_ms"
        case .rate, .deliveryRate: "offered_rate_per_s"
        case .warmup: "warmup_s"
        case .duration: "duration_s"
        case .drainLimit: "drain_limit_s"
        case .heapLimit: "heap_limit_bytes"
        case .sampleInterval: "sample_interval_ms"
        default: rawValue
        }
    }

    /// The parameter that says the same in another way: setting one of the two takes the other's place.
    public var alternative: Parameter? {
        switch self {
        case .rate: .deliveryRate
        case .deliveryRate: .rate
        case .duration: .messages
        case .messages: .duration
        default: nil
        }
    }

    /// The value that `text` stands for. Throws words where it is none, or is beyond the limits.
    public func parse(_ text: String) throws(ParameterError) -> ParameterValue {
        try kind.parse(text)
    }

    /// The parameter with that key. Throws words, with what was probably meant, where there is none.
    public static func named(_ key: String) throws(ParameterError) -> Parameter {
        if let parameter = Parameter(rawValue: key) { return parameter }
        let keys = allCases.map(\.rawValue)
        let meant = Spelling.suggestion(for: key, among: keys, foldingCase: true)
        throw ParameterError("'\(key)' is no parameter", "write one of \(keys.joined(separator: ", "))", meant: meant)
    }
}
