import Experiment

/// The columns of `samples.csv`.
public enum SampleColumns {
    /// All of them, in their order.
    public static let all: [Column<SampleRow>] = [
        .required("trial_id", \.trialID, "identity", "text", "the trial: a row of trials.csv"),
        .required("elapsed_s", \.sample.elapsedS, "time", "s", "since the start of the window; negative before it"),
        .required("phase", \.sample.phase, "time", "text", "phase of the trial: setup, warmup, window, drain"),
        .optional("allocated_bytes", \.sample.allocatedBytes, "heap", "bytes", "bytes that the program holds"),
        .optional("active_bytes", \.sample.activeBytes, "heap", "bytes", "bytes of the pages that hold them"),
        .optional("metadata_bytes", \.sample.metadataBytes, "heap", "bytes", "bytes of the allocator's own records"),
        .optional(
            "resident_bytes", \.sample.residentBytes, "heap", "bytes", "bytes in physical pages, metadata included"),
        .optional("mapped_bytes", \.sample.mappedBytes, "heap", "bytes", "bytes in the extents that are mapped"),
        .optional(
            "retained_bytes", \.sample.retainedBytes, "heap", "bytes", "bytes kept mapped and given back in fact"),
        .optional("rss_bytes", \.sample.rssBytes, "process", "bytes", "resident set, as the kernel counts it"),
        .optional("depth", \.sample.depth, "broker", "count", "messages in all buffers together"),
        .optional(
            "deliveries", \.sample.deliveries, "broker", "count", "since the start of the trial, warm-up included"),
        .optional("drops", \.sample.drops, "broker", "count", "of all reasons, since the start, warm-up included"),
        .optional("senders_alive", \.sample.sendersAlive, "broker", "count", "senders of broadcasts alive"),
        .optional("pending_timers", \.sample.pendingTimers, "broker", "count", "timers armed"),
    ]
}

extension CSVWriter<SampleRow> {
    /// The writer of `samples.csv`.
    public static let samples = CSVWriter(columns: SampleColumns.all)
}

extension CSVReader<SampleRow> {
    /// The reader of `samples.csv`.
    public static let samples = CSVReader(
        columns: SampleColumns.all, blank: SampleRow(trialID: "", sample: .init(elapsedS: 0, phase: .setup)),
        schemaVersion: nil)
}
