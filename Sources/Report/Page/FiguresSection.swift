import Experiment

/// The key figures of each cell: a table for each scenario, by setting.
struct FiguresSection {
    /// Rows that are written into the page at most: a table of more is for the one that sorts and filters.
    static let mostRows = 1_000

    let runs: [ReportRun]
    let index: ReportIndex
    /// Places of the strategies in the order of the manual.
    private let ranks: [String: Int]

    init(runs: [ReportRun], index: ReportIndex) {
        self.runs = runs
        self.index = index
        let order = StrategyStyle.inOrder(index.cells.map(\.strategy))
        ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    }

    var markup: Markup {
        var left = Self.mostRows
        var parts: [Markup] = []
        for scenario in index.scenarios where left > 0 {
            parts.append("<h3>\(scenario.name)</h3>\n")
            let shared = scenario.settings.first?.shared
            for text in [scenario.description, shared] {
                if let text, !text.isEmpty { parts.append("<p>\(text)</p>\n") }
            }
            parts.append(table(scenario, &left))
        }
        if left == 0 { parts.append("<p>The first \(FigureText.whole(Double(Self.mostRows))) lines.</p>\n") }
        return """
            <section id="figures">
            <h2>Key figures</h2>
            <p>Medians of the repetitions that ended ok, ± half their range. &gt; is a lower bound, since deliveries were \
            still to come; a figure that is not known is left empty.</p>
            \(Markup(parts))</section>

            """
    }

    /// By subscribers, strategy, run.
    private func shown(_ setting: ReportSetting) -> [Int] {
        setting.cells.sorted { left, right in
            let keys = [left, right].map { number -> [Int] in
                let cell = index.cells[number]
                return [cell.cell.subscribers, ranks[cell.strategy] ?? 0, cell.run, number]
            }
            return keys[0].lexicographicallyPrecedes(keys[1])
        }
    }

    private func table(_ scenario: ReportScenario, _ left: inout Int) -> Markup {
        let settings = scenario.settings.map { (label: $0.label, cells: shown($0)) }
        let cells = settings.flatMap(\.cells).map { index.cells[$0] }
        let figures = KeyFigure.allCases.filter { figure in cells.contains { figure.figure($0) != nil } }
        let hasRuns = runs.count > 1
        var table = HTMLTable(
            "Key figures: scenario \(scenario.name)",
            columns: [.init(title: "subscribers", isFigure: true), .init(title: "strategy")]
                + (hasRuns ? [.init(title: "run")] : [])
                + [.init(title: "n", meaning: "trials", isFigure: true)]
                + figures.map { .init(title: $0.title, meaning: $0.meaning, isFigure: true) } + [.init(title: "status")]
        )
        for setting in settings where left > 0 {
            if !setting.label.isEmpty { table.add(group: setting.label) }
            for number in setting.cells.prefix(left) { table.add(row(number, figures, hasRun: hasRuns)) }
            left -= min(left, setting.cells.count)
        }
        return table.markup
    }

    private func row(_ number: Int, _ figures: [KeyFigure], hasRun: Bool) -> [Markup] {
        let cell = index.cells[number]
        let values = figures.map { figure -> Markup in
            guard let found = figure.figure(cell) else { return "" }
            let bound: Markup = figure.isLatency && cell.isBound ? "&gt;" : ""
            return "\(bound)\(FigureText.text(found, figure.unit))"
        }
        return [
            "\(FigureText.whole(Double(cell.cell.subscribers)))",
            "<a href=\"\(Link.cell(cell.id))\"><code>\(cell.strategy)</code></a>",
        ] + (hasRun ? ["\(runs[cell.run].name)"] : []) + ["\(cell.trials.count)"] + values + ["\(Self.status(cell))"]
    }

    /// `ok`, or every status with its number; and whether the publisher fell behind.
    static func status(_ cell: ReportCell) -> String {
        let counts = TrialStatus.allCases.compactMap { status -> String? in
            let count = cell.trials.count { $0.status == status }
            return count == 0 ? nil : count == cell.trials.count ? status.rawValue : "\(count) \(status.rawValue)"
        }
        return counts.joined(separator: ", ") + (cell.trials.contains { $0.behind == true } ? " (behind)" : "")
    }
}
