import Experiment

/// Cells that are held against each other: of one run, in one setting, with one number of subscribers.
struct Panel: Sendable {
    let scenario: ReportScenario
    let setting: ReportSetting
    let subscribers: Int
    /// Numbers of cells, in the order of the manual.
    let cells: [Int]

    /// Where it is, in words. Untrusted text.
    var place: String {
        ["scenario \(scenario.name)", FigureText.count(subscribers, "subscriber"), setting.label]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension ReportIndex {
    /// Every panel of a run, by scenario, setting and subscribers.
    func panels(run: Int) -> [Panel] {
        scenarios.flatMap { scenario in scenario.settings.flatMap { panels(of: $0, in: scenario, run: run) } }
    }

    /// Of each setting the panel with the most subscribers.
    func largestPanels(run: Int) -> [Panel] {
        scenarios.flatMap { scenario in scenario.settings.compactMap { panels(of: $0, in: scenario, run: run).last } }
    }

    private func panels(of setting: ReportSetting, in scenario: ReportScenario, run: Int) -> [Panel] {
        let own = setting.cells.filter { cells[$0].run == run }
        return Dictionary(grouping: own) { cells[$0].cell.subscribers }.sorted { $0.key < $1.key }
            .map { Panel(scenario: scenario, setting: setting, subscribers: $0, cells: $1) }
    }
}
