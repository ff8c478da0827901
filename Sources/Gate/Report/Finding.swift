/// One line of a report: a metric of a cell, or of all cells, and what is said of it.
public struct Finding: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A noisy metric in one cell, by statistics over pairs.
        case metric
        /// A noisy metric over all cells, at the first look.
        case allCells = "all_cells"
        /// An exact metric in one cell, by equality or a declared slack.
        case exact
        /// How the trials of a cell ended.
        case status
        /// A noisy metric in one cell that cannot be judged: the ratio of the medians. It decides nothing.
        case reported
    }

    public var kind: Kind
    /// Absent for all cells together.
    public var cell: ComparedCell?
    /// Absent for a status.
    public var metric: String?
    public var verdict: Verdict
    /// Hodges-Lehmann estimate of head/base, and its interval; of all cells the median of the cells' medians, without
    /// one.
    public var ratio: Double?
    public var ratioLow: Double?
    public var ratioHigh: Double?
    /// Coverage of the interval: at least what was asked for.
    public var confidence: Double?
    /// The figures of an exact metric, of the last repetition, or of a reported one, the medians; in the metric's unit.
    public var base: Double?
    public var head: Double?
    /// Pairs that had both figures; of a reported metric trials of the side that has fewer.
    public var pairs: Int
    /// Cumulated evidence for the verdict, a normal deviate, and the least that shows it; while undecided that of a
    /// regression.
    public var z: Double?
    public var boundary: Double?
    /// How much worse counts as unchanged, a fraction; the slack of an exact metric, in its unit.
    public var tolerance: Double?
    public var notes: [String]

    enum CodingKeys: String, CodingKey {
        case kind, cell, metric, verdict, ratio
        case ratioLow = "ratio_low"
        case ratioHigh = "ratio_high"
        case confidence, base, head, pairs, z, boundary, tolerance, notes
    }

    init(_ kind: Kind, cell: ComparedCell? = nil, metric: String? = nil, verdict: Verdict, pairs: Int) {
        self.kind = kind
        self.cell = cell
        self.metric = metric
        self.verdict = verdict
        self.pairs = pairs
        notes = []
    }
}
