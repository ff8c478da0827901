import Experiment

/// What became of a limit in one cell.
public struct LimitResult: Sendable, Hashable {
    public enum State: String, Codable, Sendable, Hashable, CaseIterable {
        case kept
        case broken
        /// The figure is absent though the metric is one of the cell's: it may be broken, so it counts as that.
        case unknown
        /// The metric is none of the cell's, such as a latency under the `saturated` load model.
        case notApplicable = "not_applicable"

        /// Whether the limit fails its plan.
        public var isBroken: Bool { self == .broken || self == .unknown }
    }

    public var limit: Limit
    public var cell: ComparedCell
    public var state: State
    /// What was held against the bound; nil where it is not known.
    public var figure: Double?
    /// Trials that ended well and have the figure.
    public var trials: Int
    /// Trials that ended well and lack the figure, and trials that did not end well.
    public var lacking: Int

    /// Of the trials of one cell, at least one.
    ///
    /// An exact metric has to keep the limit in every trial, and the worst is shown. Of a noisy one it is the median
    /// over the trials that ended well: one disturbed trial must not decide. A figure that a trial lacks is not 0: of
    /// an exact metric one absent figure makes the result unknown, of a noisy one as many as there are figures. A
    /// latency that is only a lower bound keeps no upper limit: it counts as absent.
    public init(_ limit: Limit, cell: ComparedCell, trials records: [TrialRecord]) {
        let figures = records.filter { $0.status == .ok && !(limit.comparison.isUpper && $0.isBound(limit.metric)) }
            .compactMap { $0.measurements[limit.metric] }
        self.limit = limit
        self.cell = cell
        trials = figures.count
        lacking = records.count - figures.count
        let isExact = limit.metric.isExact
        figure = isExact ? limit.comparison.worst(figures, limit.bound) : LogRatio.median(figures)
        let isKept = figure.map { limit.comparison.holds($0, limit.bound) }
        if figures.isEmpty, let first = records.first, !limit.metric.applies(to: first.cell) {
            state = .notApplicable
        } else if let isKept {
            state = !isKept ? .broken : isExact && lacking > 0 || lacking >= figures.count ? .unknown : .kept
        } else {
            state = .unknown
        }
    }

    /// Each limit in each cell of its scenario, limit by limit; cells in the order of their first trial. A limit that
    /// fits no cell gives nothing: see `unused`.
    public static func table(_ limits: [Limit], _ records: [TrialRecord]) -> [LimitResult] {
        let cells = CellGroup.groups(of: records)
        return limits.flatMap { limit in
            cells.filter { limit.scenario == nil || limit.scenario == $0.cell.scenario }
                .map { LimitResult(limit, cell: $0.cell, trials: $0.records) }
        }
    }

    /// Limits that no cell is held against: their scenario has no trial, or the metric applies nowhere.
    public static func unused(_ limits: [Limit], _ results: [LimitResult]) -> [Limit] {
        limits.filter { limit in !results.contains { $0.limit == limit && $0.state != .notApplicable } }
    }
}
