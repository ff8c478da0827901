import Experiment

extension TrialColumns {
    private static let group = "identity"

    /// Which trial it is.
    static let identity: [Column<TrialRecord>] = [
        Column(
            name: "schema_version", group: group, unit: "count", meaning: "version of this list of columns",
            isOptional: false
        ) { _ in
            String(schemaVersion)
        } read: { (_, text) throws(FieldMismatch) in
            if text != String(schemaVersion) { throw FieldMismatch(expectation: String(schemaVersion)) }
        },
        .required("run_id", \.runID, group, "text", "the run: one invocation of a plan"),
        .required("trial_id", \.trialID, group, "text", "the trial: unique in its run"),
        .required("cell_id", \.cellID, group, "text", "hash of the cell, its seed left out"),
        .required("repetition", \.repetition, group, "count", "index among the trials of the cell, from 0"),
        .required("order", \.order, group, "count", "position in the run, from 0"),
        .required("started_at", \.startedAt, group, "text", "start of the trial, ISO 8601, UTC"),
        .required("host", \.host, group, "text", "name of the machine"),
        .optional("side", \.side, group, "text", "which revision of a comparison: base or head"),
        .optional("pair", \.pair, group, "count", "index of the pair of a comparison"),
    ]

    /// What was run: the cell.
    static let settings: [Column<TrialRecord>] = broker + topology + load + limits

    private static let broker: [Column<TrialRecord>] = [
        .required("scenario", \.cell.scenario, group, "text", "name of the scenario"),
        .required("implementation", \.cell.implementation, group, "text", "which program is the broker under test"),
        .optional("implementation_version", \.implementationVersion, group, "text", "its version, as it says itself"),
        .required("executor", \.cell.executor, group, "text", "where consumers and publishers run"),
        .required("consumer", \.cell.consumer, group, "text", "what reads a subscription"),
        .required("strategy", \.cell.strategy, group, "text", "how a broadcast's wait for a subscriber is bounded"),
        .optional("timer_source", \.cell.timerSource, group, "text", "what timers are made of"),
        .optional("timeout_ms", \.cell.timeoutMs, group, "ms", "longest wait for room in one subscription"),
        .optional("dispatch", \.cell.dispatch, group, "text", "whether publish returns before its broadcast is over"),
        .required("partitions", \.cell.partitions, group, "count", "concurrent senders of one broadcast"),
    ]

    private static let topology: [Column<TrialRecord>] = [
        .required("topics", \.cell.topics, group, "count", "topics that messages and subscribers are spread over"),
        .required("publishers", \.cell.publishers, group, "count", "publishers that share the rate"),
        .required("subscribers", \.cell.subscribers, group, "count", "subscribers of all topics together"),
        .required("capacity", \.cell.capacity, group, "count", "bound of each subscription's channel, in messages"),
        .required("slow_fraction", \.cell.slowFraction, group, "ratio", "share of the subscribers that is slow"),
        .required("slow_subscribers", \.cell.slowSubscribers, group, "count", "slow subscribers"),
        .optional("slow_kind", \.cell.slowKind, group, "text", "in which way they are slow"),
        .optional("slow_delay_ms", \.cell.slowDelayMs, group, "ms", "how long they take"),
        .optional("slow_burst", \.cell.slowBurst, group, "count", "messages between two stops of a bursty one"),
        .optional("evict_after", \.cell.evictAfter, group, "count", "timeouts in a row that close a subscription"),
    ]

    private static let load: [Column<TrialRecord>] = [
        .required("load_model", \.cell.loadModel, group, "text", "what decides when the next message goes out"),
        .optional(
            "offered_rate_per_s", \.cell.offeredRatePerS, group, "per_s",
            "messages per second, scheduled, over all publishers and topics"),
        Column(
            name: "payload_bytes", group: group, unit: "bytes", meaning: "size of a message", isOptional: false
        ) { _ in
            String(PayloadSize.bytes)
        } read: { (_, text) throws(FieldMismatch) in
            if text != String(PayloadSize.bytes) { throw FieldMismatch(expectation: String(PayloadSize.bytes)) }
        },
        .required("warmup_s", \.cell.warmupS, group, "s", "load before the window"),
        .optional("duration_s", \.cell.durationS, group, "s", "length of the measurement window as planned"),
        .optional("messages", \.cell.messages, group, "count", "fixed number of messages instead of a duration"),
        .required("exact", \.cell.exact, group, "flag", "allocations counted exactly, nothing timed"),
    ]

    private static let limits: [Column<TrialRecord>] = [
        .required("drain_limit_s", \.cell.drainLimitS, group, "s", "longest drain after the window"),
        .required("heap_limit_bytes", \.cell.heapLimitBytes, group, "bytes", "allocated bytes that end the trial"),
        .required("overlap_limit", \.cell.overlapLimit, group, "count", "senders alive that end the trial"),
        .required("sample_interval_ms", \.cell.sampleIntervalMs, group, "ms", "time between two heap samples"),
        .required("seed", \.cell.seed, group, "count", "seed of every random draw of the trial"),
        .required("profiled", \.cell.profiled, group, "flag", "it served profiles of itself, which costs time"),
    ]
}
