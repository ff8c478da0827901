extension Metric {
    /// Every metric, in the order of its column.
    public static let all: [Metric] = accounting + rates + latency + publisherTimes + heap + process

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The metric of that column, or nil.
    public static func named(_ name: String) -> Metric? { byName[name] }

    // MARK: Accounting

    /// `published`: messages of the window that were published.
    public static let published = Metric(
        "published", .count, .none, .accounting, exact: true, "messages of the window that were published")
    /// `unpublished`: messages intended in the window and not sent by the drain limit.
    public static let unpublished = Metric(
        "unpublished", .count, .lower, .accounting, "messages intended in the window and not sent by the drain limit")
    /// `fan_out`: deliveries that one message makes: subscribers of its topic.
    public static let fanOut = Metric(
        "fan_out", .count, .none, .accounting, exact: true,
        "deliveries that one message makes: subscribers of its topic")

    static let accounting: [Metric] =
        [published, unpublished, fanOut] + SubscriberClass.allCases.flatMap { accounting(of: $0) }

    private static func accounting(of c: SubscriberClass) -> [Metric] {
        [
            deliveries(c), dropsTimedOut(c), dropsRejectedNewest(c), dropsEvictedOldest(c), dropsClosed(c),
            depthLeft(c), pending(c), outOfOrder(c), duplicates(c), lagMax(c),
        ]
    }

    private static func counted(_ c: SubscriberClass, _ name: String, _ polarity: Polarity, _ meaning: String) -> Metric
    {
        Metric("\(c.rawValue)_\(name)", .count, polarity, .accounting, exact: true, "\(c.rawValue) class: \(meaning)")
    }
    /// Of one class (`fast_deliveries`): unique deliveries of the window's messages.
    public static func deliveries(_ c: SubscriberClass) -> Metric {
        counted(c, "deliveries", .higher, "unique deliveries of the window's messages")
    }
    /// Of one class (`fast_drops_timed_out`): drops because no room came within the timeout.
    public static func dropsTimedOut(_ c: SubscriberClass) -> Metric {
        counted(c, "drops_timed_out", .lower, "drops because no room came within the timeout")
    }
    /// Of one class (`fast_drops_rejected_newest`): drops of the new message because the channel was full.
    public static func dropsRejectedNewest(_ c: SubscriberClass) -> Metric {
        counted(c, "drops_rejected_newest", .lower, "drops of the new message because the channel was full")
    }
    /// Of one class (`fast_drops_evicted_oldest`): drops of the oldest message to make room.
    public static func dropsEvictedOldest(_ c: SubscriberClass) -> Metric {
        counted(c, "drops_evicted_oldest", .lower, "drops of the oldest message to make room")
    }
    /// Of one class (`fast_drops_closed`): drops because the subscription was closed.
    public static func dropsClosed(_ c: SubscriberClass) -> Metric {
        counted(c, "drops_closed", .lower, "drops because the subscription was closed")
    }
    /// Of one class (`fast_depth_left`): messages still in the buffers when the drain ended.
    public static func depthLeft(_ c: SubscriberClass) -> Metric {
        counted(c, "depth_left", .lower, "messages still in the buffers when the drain ended")
    }
    /// Of one class (`fast_pending`): deliveries that a broadcast had not decided when the drain ended.
    public static func pending(_ c: SubscriberClass) -> Metric {
        counted(c, "pending", .lower, "deliveries that a broadcast had not decided when the drain ended")
    }
    /// Of one class (`fast_out_of_order`): deliveries of a message older than one already received.
    public static func outOfOrder(_ c: SubscriberClass) -> Metric {
        counted(c, "out_of_order", .lower, "deliveries of a message older than one already received")
    }
    /// Of one class (`fast_duplicates`): deliveries of a message already received.
    public static func duplicates(_ c: SubscriberClass) -> Metric {
        counted(c, "duplicates", .lower, "deliveries of a message already received")
    }
    /// Of one class (`fast_lag_max`): most messages a subscriber was behind when it received one.
    public static func lagMax(_ c: SubscriberClass) -> Metric {
        Metric(
            "\(c.rawValue)_lag_max", .count, .lower, .accounting,
            "\(c.rawValue) class: most messages a subscriber was behind when it received one")
    }

    // MARK: Rates

    /// `achieved_rate_per_s`: messages published per second of the window.
    public static let achievedRate = Metric(
        "achieved_rate_per_s", .perSecond, .higher, .rates, "messages published per second of the window")
    /// `deliveries_per_s`: deliveries per second of the window, by the clock.
    public static let deliveryRate = Metric(
        "deliveries_per_s", .perSecond, .higher, .rates, "deliveries per second of the window, by the clock")
    /// `window_s`: length of the window as it was.
    public static let window = Metric("window_s", .seconds, .none, .rates, "length of the window as it was")
    static let rates = [achievedRate, deliveryRate, window]

    // MARK: Latency, end to end, from the intended time

    static let latency: [Metric] = SubscriberClass.allCases.flatMap { c in
        [
            latencySamples(c), latencyP50(c), latencyP90(c), latencyP99(c), latencyP999(c), latencyMax(c),
            latencyMean(c), uncorrectedP99(c),
        ]
    }

    private static func timed(_ c: SubscriberClass, _ name: String, _ meaning: String) -> Metric {
        Metric("\(c.rawValue)_\(name)", .nanoseconds, .lower, .latency, "\(c.rawValue) class: \(meaning)")
    }
    /// Of one class (`fast_latency_samples`): deliveries timed.
    public static func latencySamples(_ c: SubscriberClass) -> Metric {
        Metric("\(c.rawValue)_latency_samples", .count, .none, .latency, "\(c.rawValue) class: deliveries timed")
    }
    /// Of one class (`fast_latency_p50_ns`): median end-to-end latency.
    public static func latencyP50(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_p50_ns", "median end-to-end latency")
    }
    /// Of one class (`fast_latency_p90_ns`): 90th percentile of end-to-end latency.
    public static func latencyP90(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_p90_ns", "90th percentile of end-to-end latency")
    }
    /// Of one class (`fast_latency_p99_ns`): 99th percentile of end-to-end latency.
    public static func latencyP99(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_p99_ns", "99th percentile of end-to-end latency")
    }
    /// Of one class (`fast_latency_p999_ns`): 99.9th percentile of end-to-end latency.
    public static func latencyP999(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_p999_ns", "99.9th percentile of end-to-end latency")
    }
    /// Of one class (`fast_latency_max_ns`): longest end-to-end latency.
    public static func latencyMax(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_max_ns", "longest end-to-end latency")
    }
    /// Of one class (`fast_latency_mean_ns`): mean end-to-end latency.
    public static func latencyMean(_ c: SubscriberClass) -> Metric {
        timed(c, "latency_mean_ns", "mean end-to-end latency")
    }
    /// Of one class (`fast_uncorrected_p99_ns`): 99th percentile of the latency from the actual publish (hides
    /// coordinated omission).
    public static func uncorrectedP99(_ c: SubscriberClass) -> Metric {
        timed(
            c, "uncorrected_p99_ns",
            "99th percentile of the latency from the actual publish (hides coordinated omission)")
    }

    // MARK: Publisher

    /// `send_delay_p50_ns`: median of intended to actual publish.
    public static let sendDelayP50 = Metric(
        "send_delay_p50_ns", .nanoseconds, .lower, .publisher, "median of intended to actual publish")
    /// `send_delay_p99_ns`: 99th percentile of intended to actual publish.
    public static let sendDelayP99 = Metric(
        "send_delay_p99_ns", .nanoseconds, .lower, .publisher, "99th percentile of intended to actual publish")
    /// `send_delay_max_ns`: longest time from intended to actual publish.
    public static let sendDelayMax = Metric(
        "send_delay_max_ns", .nanoseconds, .lower, .publisher, "longest time from intended to actual publish")
    /// `service_time_p50_ns`: median of actual publish to publish returned.
    public static let serviceTimeP50 = Metric(
        "service_time_p50_ns", .nanoseconds, .lower, .publisher, "median of actual publish to publish returned")
    /// `service_time_p99_ns`: 99th percentile of actual publish to publish returned.
    public static let serviceTimeP99 = Metric(
        "service_time_p99_ns", .nanoseconds, .lower, .publisher, "99th percentile of actual publish to publish returned"
    )
    /// `send_wait_p99_ns`: 99th percentile of the waits for one full subscriber.
    public static let sendWaitP99 = Metric(
        "send_wait_p99_ns", .nanoseconds, .lower, .publisher, "99th percentile of the waits for one full subscriber")
    /// `send_wait_max_ns`: longest wait for one full subscriber.
    public static let sendWaitMax = Metric(
        "send_wait_max_ns", .nanoseconds, .lower, .publisher, "longest wait for one full subscriber")
    /// `senders_alive_peak`: most senders of broadcasts alive at once.
    public static let sendersAlivePeak = Metric(
        "senders_alive_peak", .count, .lower, .publisher, "most senders of broadcasts alive at once")
    /// `senders_alive_end`: senders alive when the drain ended.
    public static let sendersAliveEnd = Metric(
        "senders_alive_end", .count, .lower, .publisher, "senders alive when the drain ended")
    /// `pending_timers_peak`: most timers armed at once.
    public static let pendingTimersPeak = Metric(
        "pending_timers_peak", .count, .lower, .publisher, "most timers armed at once")
    static let publisherTimes = [
        sendDelayP50, sendDelayP99, sendDelayMax, serviceTimeP50, serviceTimeP99, sendWaitP99, sendWaitMax,
        sendersAlivePeak, sendersAliveEnd, pendingTimersPeak,
    ]

    // MARK: Heap: `allocated` unless the name says otherwise

    /// `heap_baseline_bytes`: allocated after set-up and warm-up.
    public static let heapBaseline = Metric(
        "heap_baseline_bytes", .bytes, .none, .heap, "allocated after set-up and warm-up")
    /// `heap_peak_bytes`: most allocated in the window.
    public static let heapPeak = Metric("heap_peak_bytes", .bytes, .lower, .heap, "most allocated in the window")
    /// `heap_end_bytes`: allocated when the window ended.
    public static let heapEnd = Metric("heap_end_bytes", .bytes, .lower, .heap, "allocated when the window ended")
    /// `heap_after_drain_bytes`: allocated when the drain ended.
    public static let heapAfterDrain = Metric(
        "heap_after_drain_bytes", .bytes, .lower, .heap, "allocated when the drain ended")
    /// `heap_growth_bytes`: `heap_end_bytes` less `heap_baseline_bytes`.
    public static let heapGrowth = Metric(
        "heap_growth_bytes", .bytes, .lower, .heap, "heap_end_bytes - heap_baseline_bytes")
    /// `heap_slope_bytes_per_s`: Theil-Sen slope of allocated over the window's samples.
    public static let heapSlope = Metric(
        "heap_slope_bytes_per_s", .bytesPerSecond, .lower, .heap,
        "Theil-Sen slope of allocated over the window's samples")
    /// `resident_peak_bytes`: most resident (jemalloc's) in the window.
    public static let residentPeak = Metric(
        "resident_peak_bytes", .bytes, .lower, .heap, "most resident (jemalloc's) in the window")
    /// `heap_per_subscriber_bytes`: allocated by set-up, per subscriber.
    public static let heapPerSubscriber = Metric(
        "heap_per_subscriber_bytes", .bytes, .lower, .heap, "allocated by set-up, per subscriber")
    /// `allocations_per_delivery`: allocations per delivery; exact trials only.
    public static let allocationsPerDelivery = Metric(
        "allocations_per_delivery", .ratio, .lower, .heap, exact: true, "allocations per delivery; exact trials only")
    static let heap = [
        heapBaseline, heapPeak, heapEnd, heapAfterDrain, heapGrowth, heapSlope, residentPeak, heapPerSubscriber,
        allocationsPerDelivery,
    ]

    // MARK: Process

    /// `cpu_user_s`: user CPU time in the window.
    public static let cpuUser = Metric("cpu_user_s", .seconds, .lower, .process, "user CPU time in the window")
    /// `cpu_system_s`: system CPU time in the window.
    public static let cpuSystem = Metric("cpu_system_s", .seconds, .lower, .process, "system CPU time in the window")
    /// `cpu_ns_per_delivery`: CPU time of the window per delivery in it.
    public static let cpuPerDelivery = Metric(
        "cpu_ns_per_delivery", .nanoseconds, .lower, .process, "CPU time of the window per delivery in it")
    /// `context_switches_voluntary`: voluntary context switches in the window.
    public static let voluntarySwitches = Metric(
        "context_switches_voluntary", .count, .lower, .process, "voluntary context switches in the window")
    /// `context_switches_involuntary`: involuntary context switches in the window.
    public static let involuntarySwitches = Metric(
        "context_switches_involuntary", .count, .none, .process, "involuntary context switches in the window")
    /// `max_rss_bytes`: largest resident set of the child.
    public static let maxResident = Metric(
        "max_rss_bytes", .bytes, .lower, .process, "largest resident set of the child")
    /// `trial_wall_s`: spawn to exit of the child, measured by the runner.
    public static let trialWall = Metric(
        "trial_wall_s", .seconds, .none, .process, "spawn to exit of the child, measured by the runner")
    static let process = [
        cpuUser, cpuSystem, cpuPerDelivery, voluntarySwitches, involuntarySwitches, maxResident, trialWall,
    ]
}
