import Experiment

/// The summary of a run as text: a table per scenario. A pure function of the rows of `trials.csv`.
struct SummaryTable {
    let records: [TrialRecord]

    init(_ records: [TrialRecord]) {
        self.records = records
    }

    /// The whole text, each scenario in the order in which the plan first ran it.
    func text() -> String {
        guard !records.isEmpty else { return "no trials yet\n" }
        var scenarios: [String] = []
        for record in records where !scenarios.contains(record.cell.scenario) { scenarios.append(record.cell.scenario) }
        let tables = scenarios.sorted().map { name in
            table(name, records.filter { $0.cell.scenario == name }).joined(separator: "\n")
        }
        return tables.joined(separator: "\n\n") + "\n" + legend + failures
    }

    private var legend: String {
        """

        Medians over the repetitions, with half the range (±). * best, ! worst of the lines that differ in nothing but
        strategy, timer source, executor, consumer or implementation, where they are more than 5% apart;
        > a lower bound; - not known.

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

    private func table(_ scenario: String, _ records: [TrialRecord]) -> [String] {
        let rows = Self.rows(records)
        let varying = Self.varyingColumns(rows)
        let rates = Set(rows.map(\.rate))
        let hasRate = rates.count > 1
        var table = TextTable(
            header: varying.map { SummaryKey.names[$0] } + (hasRate ? ["rate"] : []) + ["n"]
                + SummaryColumn.allCases.map(\.title) + ["status"],
            alignment: varying.map { SummaryKey.names[$0] == "strategy" ? .left : .right } + (hasRate ? [.right] : [])
                + [.right] + SummaryColumn.allCases.map { _ in .right } + [.left])
        for row in rows {
            let rate = row.rate.map { HumanScale.text($0, .perSecond) } ?? "-"
            let figures = SummaryColumn.allCases.map { Self.cell(row, $0, among: rows) }
            table.rows.append(
                varying.map { row.key.values[$0] } + (hasRate ? [rate] : [])
                    + [String(max(row.trials.count, row.throughputTrials.count))] + figures + [row.status])
        }
        return [scenario] + table.lines().map { "  " + $0 }
    }

    /// Strategy and subscribers always; the others where they vary. What a strategy does not have is no variation.
    private static func varyingColumns(_ rows: [SummaryRow]) -> [Int] {
        SummaryKey.names.indices.filter { index in
            index < 2
                || Set(rows.map { $0.key.values[index] }.filter { $0 != "-" }).count > 1
                    && !(SummaryKey.names[index] == "partitions" && followsSubscribers(index, rows))
        }
    }

    /// Whether the number of subscribers decides the value, as the article's partitions do.
    private static func followsSubscribers(_ index: Int, _ rows: [SummaryRow]) -> Bool {
        Dictionary(grouping: rows, by: \.key.subscribers).values.allSatisfy { rows in
            Set(rows.map { $0.key.values[index] }).count == 1
        }
    }

    /// Open-loop trials of a key and rate make a line, beside the throughput of the saturated ones of that key.
    static func rows(_ records: [TrialRecord]) -> [SummaryRow] {
        let groups = Dictionary(grouping: records) { SummaryKey($0.cell) }
        let rows = groups.flatMap { key, trials -> [SummaryRow] in
            let saturated = trials.filter { $0.cell.loadModel == .saturated }
            let open = Dictionary(grouping: trials.filter { $0.cell.loadModel == .open }) { $0.cell.offeredRatePerS }
            if open.isEmpty {
                return [SummaryRow(key: key, rate: nil, trials: saturated, throughputTrials: saturated)]
            }
            return open.map { rate, trials in
                SummaryRow(
                    key: key, rate: rate, trials: trials, throughputTrials: saturated.isEmpty ? trials : saturated)
            }
        }
        return rows.sorted { order($0) < order($1) }
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
        let cell = (row.trials + row.throughputTrials)[0].cell
        let strategy = StrategyName.allCases.firstIndex(of: cell.strategy) ?? 0
        return Order(
            subscribers: row.key.subscribers, rate: row.rate ?? 0, strategy: strategy,
            values: row.key.values.joined(separator: "|"))
    }

    /// A figure, marked where it is the best or the worst among its peers.
    private static func cell(_ row: SummaryRow, _ column: SummaryColumn, among rows: [SummaryRow]) -> String {
        guard let spread = row.spread(column) else { return "-" }
        let peers = rows.filter { $0.key.peers == row.key.peers && $0.rate == row.rate }
            .compactMap { $0.spread(column)?.median }
        let bound = column == .fastP99 && row.isBound ? ">" : ""
        return bound + spread.text(column.unit) + mark(spread.median, among: peers, column)
    }

    private static func mark(_ value: Double, among peers: [Double], _ column: SummaryColumn) -> String {
        guard peers.count > 1, let least = peers.min(), let most = peers.max(),
            most - least > 0.05 * max(abs(most), abs(least))
        else { return "" }
        if value == (column.isHigherBetter ? most : least) { return "*" }
        return value == (column.isHigherBetter ? least : most) ? "!" : ""
    }
}
