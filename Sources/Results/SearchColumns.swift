import Experiment

/// The columns of `search.csv`.
public enum SearchColumns {
    /// All of them, in their order.
    public static let all: [Column<SearchRow>] = [
        .required("kind", \.kind, "identity", "text", "probe, or answer: what the probes of a cell come to"),
        .required("scenario", \.cell.scenario, "identity", "text", "the scenario of the plan"),
        .required("implementation", \.cell.implementation, "identity", "text", "the program under test"),
        .required("executor", \.cell.executor, "identity", "text", "where consumers and publishers run"),
        .required("consumer", \.cell.consumer, "identity", "text", "what reads a subscription"),
        .required("strategy", \.cell.strategy, "identity", "text", "the send-timeout strategy"),
        .optional("timer_source", \.cell.timerSource, "identity", "text", "what its timers are made of"),
        .optional("timeout_ms", \.cell.timeoutMs, "identity", "ms", "the send timeout"),
        .optional("dispatch", \.cell.dispatch, "identity", "text", "detached or awaited"),
        .required("subscribers", \.cell.subscribers, "identity", "count", "subscribers of all topics together"),
        .required("capacity", \.cell.capacity, "identity", "count", "bound of each subscription's channel"),
        .required("slow_fraction", \.cell.slowFraction, "identity", "ratio", "share of the subscribers that is slow"),
        .required("limits", \.limits, "result", "text", "what had to hold, besides that the fast class loses nothing"),
        .optional(
            "rate_per_s", \.cell.offeredRatePerS, "result", "/s",
            "of a probe: the rate; of an answer: the highest that holds, or the lowest that was probed"),
        .required("holds", \.holds, "result", "flag", "whether that rate holds"),
        .optional("fails_at_per_s", \.failsAt, "result", "/s", "of an answer: the lowest rate that does not hold"),
        .optional("trials", \.trials, "result", "count", "of a probe: its trials; two that agree decide"),
        .optional("reason", \.reason, "result", "text", "why that rate, or the next one, does not hold"),
        .optional("deliveries_per_s", \.deliveryRate, "result", "/s", "deliveries at that rate, median of its trials"),
        .optional("fast_latency_p99_ns", \.fastP99, "result", "ns", "p99 of the fast class, median of its trials"),
    ]
}

extension CSVWriter<SearchRow> {
    /// The writer of `search.csv`.
    public static let search = CSVWriter(columns: SearchColumns.all)
}
