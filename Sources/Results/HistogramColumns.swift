import Experiment

/// The columns of `histograms.csv`.
public enum HistogramColumns {
    /// All of them, in their order.
    public static let all: [Column<HistogramRow>] = [
        .required("trial_id", \.trialID, "identity", "text", "the trial: a row of trials.csv"),
        .required(
            "metric", \.histogram.metric, "identity", "text",
            "what was timed: fast_latency, fast_uncorrected, slow_latency, slow_uncorrected, send_delay, "
                + "service_time, send_wait"),
        .required(
            "encoding", \.histogram.encoding, "counts", "text",
            "the histogram, of nanoseconds: HdrHistogram's V2 encoding, compressed, in base64"),
    ]
}

extension CSVWriter<HistogramRow> {
    /// The writer of `histograms.csv`.
    public static let histograms = CSVWriter(columns: HistogramColumns.all)
}

extension CSVReader<HistogramRow> {
    /// The reader of `histograms.csv`.
    public static let histograms = CSVReader(
        columns: HistogramColumns.all,
        blank: HistogramRow(trialID: "", histogram: .init(metric: .fastLatency, encoding: "")), schemaVersion: nil)
}
