import Experiment

/// The columns of `trials.csv`: the one list behind the writer, the reader and the documentation.
public enum TrialColumns {
    /// The version of the list; another one is another meaning of the files.
    public static let schemaVersion = 1

    /// All of them, in their order.
    public static let all: [Column<TrialRecord>] = identity + settings + status + metrics

    /// The column of that name, or nil.
    public static func named(_ name: String) -> Column<TrialRecord>? { all.first { $0.name == name } }

    private static let status: [Column<TrialRecord>] = [
        .required("status", \.status, "status", "text", "how the trial ended"),
        .optional("status_detail", \.statusDetail, "status", "text", "why, where it is not ok"),
        .optional("behind", \.behind, "status", "flag", "the publisher achieved less than 99% of the offered rate"),
        .optional(
            "latency_bound", \.latencyBound, "status", "flag",
            "fast latencies are lower bounds: some deliveries were still to come when the drain ended"
        ),
    ]

    /// Group by group; where the heap figures come from goes before the first of them.
    private static let metrics: [Column<TrialRecord>] = Metric.Group.allCases.flatMap { group in
        let columns = Metric.all.filter { $0.group == group }.map(column(of:))
        return group == .heap ? [heapSource] + columns : columns
    }

    private static let heapSource = Column<TrialRecord>.optional(
        "heap_source", \.heapSource, "heap", "text", "where the heap figures come from: jemalloc, go-runtime, ...")

    private static func column(of metric: Metric) -> Column<TrialRecord> {
        .optional(metric.name, \.measurements[metric], metric.group.rawValue, metric.unit.rawValue, metric.meaning)
    }
}
