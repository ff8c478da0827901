/// One trial as it goes into `trials.csv`: what was run, how it ended, what was measured.
public struct TrialRecord: Sendable, Equatable {
    /// The run that it belongs to.
    public var runID: String
    /// Unique in its run.
    public var trialID: String
    /// Hash of the canonical cell (the seed left out).
    public var cellID: String
    /// Index of this trial among those of its cell, from 0.
    public var repetition: Int
    /// Position in the run, from 0.
    public var order: Int
    /// ISO 8601, UTC.
    public var startedAt: String
    /// The machine's name.
    public var host: String
    /// Which revision of a comparison: `base` or `head`; absent elsewhere.
    public var side: String?
    /// Index of the pair of a comparison; absent elsewhere.
    public var pair: Int?
    /// What was run.
    public var cell: Cell
    /// From the child's `hello`; absent if it never said it.
    public var implementationVersion: String?
    /// Where its heap figures come from; absent where there are none.
    public var heapSource: String?
    /// How it ended.
    public var status: TrialStatus
    /// Why, in words; absent where the status is `ok`.
    public var statusDetail: String?
    /// Whether the publisher achieved less than 99% of its rate; absent where nothing is timed.
    public var behind: Bool?
    /// Whether the fast class's latencies are lower bounds; absent where nothing is timed.
    public var latencyBound: Bool?
    /// What was measured.
    public var measurements: Measurements

    /// A row of which the optional fields are absent.
    public init(
        runID: String, trialID: String, cellID: String, repetition: Int, order: Int, startedAt: String, host: String,
        cell: Cell, status: TrialStatus, measurements: Measurements = Measurements()
    ) {
        self.runID = runID
        self.trialID = trialID
        self.cellID = cellID
        self.repetition = repetition
        self.order = order
        self.startedAt = startedAt
        self.host = host
        self.cell = cell
        self.status = status
        self.measurements = measurements
    }
}
