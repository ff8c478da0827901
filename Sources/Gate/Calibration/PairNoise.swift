import Experiment

/// The noise of this machine: the differences of pairs whose two sides were the same program.
public struct PairNoise: Sendable, Equatable {
    /// The pairs of one cell: of each, its d in each metric, so that metrics keep what they share.
    public struct CellNoise: Sendable, Equatable {
        public var cell: ComparedCell
        public var metrics: [Metric]
        /// A row per pair, in the order of `metrics`.
        public var rows: [[Double]]

        /// Rows are as long as `metrics`, each of which has a better direction.
        public init(cell: ComparedCell, metrics: [Metric], rows: [[Double]]) {
            precondition(rows.allSatisfy { $0.count == metrics.count }, "a difference for each metric")
            precondition(metrics.allSatisfy { $0.polarity != .none }, "metrics that can be worse")
            self.cell = cell
            self.metrics = metrics
            self.rows = rows
        }
    }

    public var cells: [CellNoise]

    /// Cells without rows are left out.
    public init(_ cells: [CellNoise]) { self.cells = cells.filter { !$0.rows.isEmpty && !$0.metrics.isEmpty } }

    /// Of recorded pairs. A metric that no pair of a cell has is left out there, and then a pair that lacks one.
    public init(_ pairs: [TrialPair], cells: [ComparedCell], metrics: [Metric]) {
        let byCell = Dictionary(grouping: pairs, by: \.base.cellID)
        self.init(
            cells.map { cell in
                let pairs = byCell[cell.id] ?? []
                let kept = metrics.filter { metric in
                    metric.polarity != .none && LookObservations(pairs, of: metric).hasFiguresOfBothSides
                }
                let rows = pairs.compactMap { pair in
                    let row = kept.compactMap { metric -> Double? in
                        let seen = LookObservations([pair], of: metric)
                        return seen.hasFiguresOfBothSides ? seen.differences.first : nil
                    }
                    return row.count == kept.count ? row : nil
                }
                return CellNoise(cell: cell, metrics: kept, rows: rows)
            })
    }
}
