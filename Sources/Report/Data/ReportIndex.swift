import Experiment

/// Cells and scenarios in the order of the report.
struct ReportIndex: Sendable {
    /// By run, scenario, setting, subscribers, strategy, implementation.
    let cells: [ReportCell]
    /// In the order of their plans.
    let scenarios: [ReportScenario]
    /// Of each cell, the index of its first trial among those of all cells.
    let firstTrials: [Int]

    /// A cell in words: `timer, 1,000 subscribers, timeout 5 ms`. Untrusted text.
    let titles: [String]

    /// All trials, in the order of the cells.
    var trials: [TrialRecord] { cells.flatMap(\.trials) }

    init(_ runs: [ReportRun]) {
        let found = runs.enumerated().flatMap { number, run in
            ReportCell.cells(of: run.records, run: number, prefix: runs.count > 1 ? "\(run.role.rawValue):" : "")
        }
        let names = Self.names(runs, found)
        let settings = names.map { name in
            let indices = found.indices.filter { found[$0].cell.scenario == name }
            return ReportSetting.settings(of: indices.map { found[$0] }, indices: indices)
        }
        let order = Self.order(found, settings)
        var places = [Int](repeating: 0, count: found.count)
        for (place, index) in order.enumerated() { places[index] = place }
        cells = order.map { found[$0] }
        scenarios = zip(names, settings).map { name, settings in
            ReportScenario(
                name: name, description: Self.description(of: name, runs),
                settings: settings.map { setting in
                    ReportSetting(
                        label: setting.label, shared: setting.shared, loadModel: setting.loadModel,
                        cells: setting.cells.map { places[$0] }.sorted())
                })
        }
        titles = Self.titles(cells, scenarios)
        var first = 0
        firstTrials = cells.map { cell in
            defer { first += cell.trials.count }
            return first
        }
    }

    /// Those of the plans first, in their order.
    private static func names(_ runs: [ReportRun], _ cells: [ReportCell]) -> [String] {
        let there = Set(cells.map(\.cell.scenario))
        var names: [String] = []
        for name in runs.flatMap({ $0.manifest.plan.scenarios.map(\.name) }) + there.sorted()
        where there.contains(name) && !names.contains(name) {
            names.append(name)
        }
        return names
    }

    private static func description(of name: String, _ runs: [ReportRun]) -> String? {
        runs.lazy.compactMap { run in
            run.manifest.plan.scenarios.first { $0.name == name && !$0.description.isEmpty }?.description
        }.first
    }

    /// By the first setting that a cell is in.
    private static func titles(_ cells: [ReportCell], _ scenarios: [ReportScenario]) -> [String] {
        var labels = cells.map { _ in "" }
        for setting in scenarios.flatMap(\.settings).reversed() {
            for index in setting.cells { labels[index] = setting.label }
        }
        return zip(cells, labels).map { cell, label in
            let subscribers = FigureText.count(cell.cell.subscribers, "subscriber")
            return [cell.strategy, subscribers, label].filter { !$0.isEmpty }.joined(separator: ", ")
        }
    }

    private static func order(_ cells: [ReportCell], _ settings: [[ReportSetting]]) -> [Int] {
        var places = [Int](repeating: 0, count: cells.count)
        for (number, setting) in settings.joined().enumerated().reversed() {
            for index in setting.cells { places[index] = number }
        }
        let strategies = StrategyStyle.inOrder(cells.map(\.strategy))
        let ranks = cells.indices.map { index in
            let cell = cells[index]
            return [
                cell.run, places[index], cell.cell.subscribers, strategies.firstIndex(of: cell.strategy) ?? 0,
            ]
        }
        return cells.indices.sorted { left, right in
            if ranks[left] != ranks[right] { return ranks[left].lexicographicallyPrecedes(ranks[right]) }
            let (a, b) = (cells[left], cells[right])
            return (a.cell.implementation, a.side ?? "", left) < (b.cell.implementation, b.side ?? "", right)
        }
    }
}
