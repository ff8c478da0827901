import Experiment

/// The ratios between the implementations of a run: a table per scenario. A pure function of the rows of `trials.csv`.
struct RatioTables {
    private let lines: [Line]

    init(_ records: [TrialRecord]) {
        lines = ImplementationPairs.among(records).map(Line.init).sorted { $0.order < $1.order }
    }

    /// Whether no cell was tried with two implementations.
    var isEmpty: Bool { lines.isEmpty }

    /// Each scenario's, in the order of their names.
    var tables: [TitledTable] {
        Set(lines.map(\.cell.scenario)).sorted().map { name in
            TitledTable(title: "\(name): ratios", table: table(lines.filter { $0.cell.scenario == name }))
        }
    }

    /// What the tables mean, with the confidence that their intervals have.
    var caption: String {
        let levels = Dictionary(
            lines.flatMap(\.estimates.values).compactMap { each in each.confidence.map { (each.pairs, $0) } }
        ) { first, _ in first }
        let said = levels.sorted { $0.key > $1.key }.map { pairs, level in
            "\(HumanScale.fixed(level * 100, decimals: 1))% with \(pairs) pairs"
        }
        let intervals = said.isEmpty ? "No intervals: too few pairs." : "[Intervals]: \(said.joined(separator: ", "))."
        return """
            The first implementation's figure over the second's, by pairs of the same repetition (Hodges-Lehmann).
            \(intervals)
            * better, ! worse where an interval of at least 90% lies on one side of 1; > at least, < at most, ~ not known, where
            latencies are lower bounds; - no figure. Trials that did not end as ok are left out.

            """
    }

    // MARK: Tables

    private func table(_ lines: [Line]) -> TextTable {
        let varying = SummaryKey.varying(lines.map(\.key)).filter { SummaryKey.names[$0] != "implementation" }
        let columns = RatioColumn.allCases.filter { column in lines.contains { $0.estimates[column] != nil } }
        let names = varying.map { SummaryKey.names[$0] }
        var table = TextTable(
            header: names + ["load", "ratio", "pairs"] + columns.map(\.title),
            alignment: names.map { $0 == "strategy" ? .left : .right } + [.right, .left, .right]
                + columns.map { _ in .left })
        table.rows = lines.map { line in
            varying.map { line.key.values[$0] } + [line.load, line.names, String(line.pairs)]
                + columns.map(line.text)
        }
        return table
    }
}

extension RatioTables {
    /// One cell, and one other implementation.
    private struct Line {
        let cell: Cell
        let key: SummaryKey
        let names: String
        let pairs: Int
        let estimates: [RatioColumn: RatioEstimate]

        init(_ pairs: ImplementationPairs) {
            cell = pairs.cell
            key = SummaryKey(pairs.cell)
            names = "\(pairs.reference)/\(pairs.other)"
            self.pairs = pairs.pairs.count
            let known = RatioColumn.allCases.compactMap { column in
                RatioEstimate(column, of: pairs.pairs).map { (column, $0) }
            }
            estimates = Dictionary(uniqueKeysWithValues: known)
        }

        var load: String { cell.offeredRatePerS.map { HumanScale.text($0, .perSecond) } ?? cell.loadModel.rawValue }

        func text(_ column: RatioColumn) -> String {
            guard let estimate = estimates[column] else { return "-" }
            let mark = estimate.isBetter(column.metric.polarity).map { $0 ? "*" : "!" } ?? ""
            return estimate.text + mark + (estimate.pairs == pairs ? "" : " (\(estimate.pairs) pairs)")
        }

        var order: Order {
            Order(
                figures: [
                    cell.loadModel == .saturated ? 0 : 1, Double(cell.subscribers), cell.offeredRatePerS ?? 0,
                    Double(StrategyName.allCases.firstIndex(of: cell.strategy) ?? 0),
                ], words: key.values.filter { $0 != cell.implementation } + [names, CellID.of(cell)])
        }
    }

    private struct Order: Comparable {
        let figures: [Double]
        let words: [String]

        static func < (a: Order, b: Order) -> Bool {
            a.figures == b.figures
                ? a.words.lexicographicallyPrecedes(b.words) : a.figures.lexicographicallyPrecedes(b.figures)
        }
    }
}
