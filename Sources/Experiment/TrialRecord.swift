/// One trial as it goes into `trials.csv`: what was run, how it ended, what was measured.
public struct TrialRecord: Sendable, Equatable {
    public var runID: String
    public var trialID: String
    /// Hash of the canonical cell (the seed left out).
    public var cellID: String
    /// Index of this trial among those of its cell, from 0.
    public var repetition: Int
    /// Position in the run, from 0.
    public var order: Int
    /// ISO 8601, UTC.
    public var startedAt: String
    public var host: String
    /// Which revision of a comparison: `base` or `head`; absent elsewhere.
    public var side: String?
    /// Index of the pair of a comparison; absent elsewhere.
    public var pair: Int?
    public var cell: Cell
    /// From the child's `hello`; absent if it never said it.
    public var implementationVersion: String?
    public var heapSource: String?
    public var status: TrialStatus
    public var statusDetail: String?
    public var behind: Bool?
    public var latencyBound: Bool?
    public var measurements: Measurements

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
