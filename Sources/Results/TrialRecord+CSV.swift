import Experiment

extension CSVWriter<TrialRecord> {
    /// The writer of `trials.csv`.
    public static let trials = CSVWriter(columns: TrialColumns.all)
}

extension CSVReader<TrialRecord> {
    /// The reader of `trials.csv`.
    public static let trials = CSVReader(
        columns: TrialColumns.all, blank: TrialRecord.blank, schemaVersion: TrialColumns.schemaVersion)
}

extension TrialRecord {
    /// A record for a row to be read into: every field of it is overwritten.
    static let blank = TrialRecord(
        runID: "", trialID: "", cellID: "", repetition: 0, order: 0, startedAt: "", host: "",
        cell: Cell(
            scenario: "", strategy: .after, partitions: 1, subscribers: 1, capacity: 1, loadModel: .open, warmupS: 0,
            drainLimitS: 0, heapLimitBytes: 0),
        status: .ok)
}
