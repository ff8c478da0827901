extension Parameter {
    typealias Description = (kind: ParameterKind, defaultValue: ParameterValue?, meaning: String)

    private static let day = 86_400_000_000_000
    private static let millisecond = 1_000_000
    private static let second = 1_000_000_000

    private static func words<T: RawRepresentable & CaseIterable>(_: T.Type) -> ParameterKind
    where T.RawValue == String { .word(T.allCases.map(\.rawValue)) }

    /// The list behind `kind`, `defaultValue` and `meaning`.
    var description: Description {
        switch self {
        case .implementation, .executor, .consumer, .strategy, .timerSource, .timeout, .dispatch, .partitions:
            brokerDescription
        case .topics, .publishers, .subscribers, .capacity, .slowFraction, .slowKind, .slowDelay, .slowBurst:
            topologyDescription
        case .evictAfter: (.integer(1...1_000_000), .integer(10), "timeouts in a row that close a subscription")
        default: loadDescription
        }
    }

    private var brokerDescription: Description {
        switch self {
        case .implementation: (.name, .word(Plan.builtInImplementation), "which program is the broker under test")
        case .executor: (.word(["default", "own"]), .word("default"), "where consumers and publishers run")
        case .consumer: (.word(["task", "handler"]), .word("task"), "what reads a subscription")
        case .strategy: (Self.words(StrategyName.self), nil, "how a broadcast's wait for a subscriber is bounded")
        case .timerSource:
            (Self.words(TimerSourceName.self), nil, "what timers are made of")
        case .timeout:
            (.duration(1...Self.day), .duration(5 * Self.millisecond), "longest wait for room in one subscription")
        case .dispatch: (Self.words(Dispatch.self), nil, "whether publish returns before its broadcast is over")
        default: (.articleOr(1...1_000), .word("article"), "concurrent senders of one broadcast")
        }
    }

    private var topologyDescription: Description {
        switch self {
        case .topics: (.integer(1...1_000_000), .integer(1), "topics that messages and subscribers are spread over")
        case .publishers: (.integer(1...1_000), .integer(1), "publishers that share the rate")
        case .subscribers: (.integer(1...1_000_000), nil, "subscribers of all topics together")
        case .capacity: (.integer(1...1_000_000), .integer(100), "bound of each subscription's channel, in messages")
        case .slowFraction: (.fraction, .number(0), "share of the subscribers that is slow; at least one when above 0")
        case .slowKind:
            (Self.words(SlowKind.self), .word(SlowKind.constant.rawValue), "in which way a slow subscriber is slow")
        case .slowDelay:
            (.duration(1...Self.day), .duration(100 * Self.millisecond), "how long a slow subscriber takes")
        default: (.integer(1...1_000_000), .integer(10), "messages between two stops of a bursty subscriber")
        }
    }

    private var loadDescription: Description {
        switch self {
        case .loadModel:
            (Self.words(LoadModel.self), .word(LoadModel.open.rawValue), "what decides when the next message goes out")
        case .rate: (.rate(atMost: 1e9), nil, "messages per second over all publishers and topics")
        case .deliveryRate: (.rate(atMost: 1e12), nil, "deliveries per second: rate times fan-out")
        case .warmup: (.duration(0...Self.day), .duration(500 * Self.millisecond), "load before the window")
        case .duration: (.duration(1...Self.day), .duration(5 * Self.second), "length of the measurement window")
        case .messages:
            (.integer(1...Int(Int32.max)), nil, "a fixed number of messages instead of a duration")
        case .exact: (.flag, .flag(false), "count allocations exactly, time nothing; needs messages")
        case .drainLimit: (.duration(0...Self.day), .duration(2 * Self.second), "longest drain after the window")
        case .heapLimit:
            (.bytes((1 << 20)...(1 << 50)), .bytes(4 << 30), "allocated bytes that end the trial as heap_limit")
        case .overlapLimit:
            (.integer(1...100_000_000), .integer(20_000), "senders alive that end the trial as overrun")
        default:
            (
                .duration(Self.millisecond...Self.day), .duration(50 * Self.millisecond),
                "time between two heap samples"
            )
        }
    }
}
