import Experiment

/// The summary of a run as text: a table per scenario. A pure function of the rows of `trials.csv`.
struct SummaryTable {
    let records: [TrialRecord]

    init(_ records: [TrialRecord]) {
        self.records = records
    }

    /// The whole text.
    func text() -> String {
        guard !records.isEmpty else { return "no trials yet\n" }
        return tables.map(\.text).joined(separator: "\n") + legend + failures
    }

    /// The same for a document.
    func markdown() -> String {
        guard !records.isEmpty else { return "no trials yet\n" }
        return tables.map(\.markdown).joined(separator: "\n") + TextTable.escaped(legend + failures)
    }

    /// Each scenario's, in the order of their names.
    var tables: [TitledTable] {
        Set(records.map(\.cell.scenario)).sorted().map { name in
            TitledTable(title: name, table: table(records.filter { $0.cell.scenario == name }))
        }
    }

    private var legend: String {
        """

        Medians over the repetitions, with half the range (±). * best, ! worst of the lines that differ in nothing but
        strategy, timer source, executor, consumer or implementation, where they are more than 5% apart;
        > a lower bound; - not known. Deliveries a second: saturated, as fast as it goes; deliveries, at the offered rate.

        """
    }

    /// Every trial that failed, with what is known of it.
    private var failures: String {
        let failed = records.filter { !$0.status.isOutcome }
        guard !failed.isEmpty else { return "" }
        let lines = failed.map { "  \($0.trialID)  \($0.status.rawValue): \($0.statusDetail ?? "no detail")" }
        return "\nTrials that failed (\(failed.count)):\n" + lines.joined(separator: "\n") + "\n"
    }

    // MARK: One scenario

    private func table(_ records: [TrialRecord]) -> TextTable {
        let rows = Self.rows(records, among: self.records)
        let columns = Self.columns(rows)
        let varying = SummaryKey.varying(rows.map(\.key))
        let rates = Set(rows.map(\.rate))
        let hasRate = rates.count > 1
        var table = TextTable(
            header: varying.map { SummaryKey.names[$0] } + (hasRate ? ["rate"] : []) + ["n"]
                + columns.map(\.title) + ["status"],
            alignment: varying.map { SummaryKey.names[$0] == "strategy" ? .left : .right } + (hasRate ? [.right] : [])
                + [.right] + columns.map { _ in .right } + [.left])
        for row in rows {
            let rate = row.rate.map { HumanScale.text($0, .perSecond) } ?? "-"
            let figures = columns.map { Self.cell(row, $0, among: rows) }
            table.rows.append(
                varying.map { row.key.values[$0] } + (hasRate ? [rate] : [])
                    + [String(row.trials.count)] + figures + [row.status])
        }
        return table
    }

    /// The throughput that saturated trials have, the one at the offered rate, or both: what there is.
    private static func columns(_ rows: [SummaryRow]) -> [SummaryColumn] {
        SummaryColumn.allCases.filter { column in
            switch column {
            case .saturated: rows.contains { !$0.saturated.isEmpty }
            case .deliveries: rows.contains { !$0.isSaturated }
            default: true
            }
        }
    }

    /// Open-loop trials of a key and rate make a line, beside the throughput of saturated ones of the same workload.
    /// - Parameter all: the trials of the run: the saturated ones may be in another scenario.
    static func rows(_ records: [TrialRecord], among all: [TrialRecord]) -> [SummaryRow] {
        let elsewhere = all.filter { $0.cell.loadModel == .saturated }
        let workloads = Dictionary(grouping: records) { SummaryKey($0.cell).workload }
        let rows = workloads.values.flatMap { trials -> [SummaryRow] in
            let own = trials.filter { $0.cell.loadModel == .saturated }
            let open = trials.filter { $0.cell.loadModel == .open }
            if open.isEmpty { return lines(own) { _ in own } }
            return lines(open) { own.isEmpty ? matching($0, elsewhere) : own }
        }
        return rows.sorted { order($0) < order($1) }
    }

    private static func lines(_ trials: [TrialRecord], saturated: (SummaryKey) -> [TrialRecord]) -> [SummaryRow] {
        struct Line: Hashable {
            let key: SummaryKey
            let rate: Double?
        }
        let lines = Dictionary(grouping: trials) { Line(key: SummaryKey($0.cell), rate: $0.cell.offeredRatePerS) }
        return lines.map { SummaryRow(key: $0.key, rate: $0.rate, trials: $1, saturated: saturated($0.key)) }
    }

    /// Saturated trials of the same strategy and number of subscribers; none where they are of more than one cell,
    /// since nothing says which one is meant.
    private static func matching(_ key: SummaryKey, _ saturated: [TrialRecord]) -> [TrialRecord] {
        let found = saturated.filter { SummaryKey($0.cell).strategyAndSubscribers == key.strategyAndSubscribers }
        return Set(found.map(\.cellID)).count == 1 ? found : []
    }

    private struct Order: Comparable {
        let subscribers: Int
        let rate: Double
        let strategy: Int
        let values: String

        static func < (a: Order, b: Order) -> Bool {
            (a.subscribers, a.rate, a.strategy, a.values) < (b.subscribers, b.rate, b.strategy, b.values)
        }
    }

    private static func order(_ row: SummaryRow) -> Order {
        let cell = row.trials[0].cell
        let strategy = StrategyName.allCases.firstIndex(of: cell.strategy) ?? 0
        return Order(
            subscribers: row.key.subscribers, rate: row.rate ?? 0, strategy: strategy,
            values: row.key.values.joined(separator: "|"))
    }

    /// A figure, marked where it is the best or the worst among its peers.
    private static func cell(_ row: SummaryRow, _ column: SummaryColumn, among rows: [SummaryRow]) -> String {
        guard let spread = row.spread(column) else { return "-" }
        let peers = rows.filter { $0.key.peers == row.key.peers && $0.rate == row.rate }
        let isBound = column == .fastP99 && row.isBound
        return (isBound ? ">" : "") + spread.text(column.unit) + mark(spread.median, isBound, among: peers, column)
    }

    /// A lower bound may be the worst figure, never the best.
    private static func mark(
        _ value: Double, _ isBound: Bool, among peers: [SummaryRow], _ column: SummaryColumn
    ) -> String {
        let all = peers.compactMap { $0.spread(column)?.median }
        let known = column == .fastP99 ? peers.filter { !$0.isBound }.compactMap { $0.spread(column)?.median } : all
        guard all.count > 1, let least = all.min(), let most = all.max(),
            most - least > 0.05 * max(abs(most), abs(least))
        else { return "" }
        if !isBound, value == (column.isHigherBetter ? known.max() : known.min()) { return "*" }
        return value == (column.isHigherBetter ? least : most) ? "!" : ""
    }
}
