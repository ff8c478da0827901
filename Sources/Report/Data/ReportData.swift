import Experiment
import Results

/// What the page's scripts read: all trials by column, and what belongs together.
struct ReportData {
    /// Version of the form.
    static let format = 1

    let runs: [ReportRun]
    let index: ReportIndex
    /// All trials, by column.
    private let trials: JSONText

    init(runs: [ReportRun], index: ReportIndex) {
        self.runs = runs
        self.index = index
        let records = index.trials
        var json = JSONText()
        json.array(TrialColumns.all) { json, column in
            PackedColumn(kind: PackedColumn.kind(of: column), fields: records.map(column.field(of:))).write(to: &json)
        }
        trials = json
    }

    /// - Parameters:
    ///   - chunks: of each cell, the number of the chunk that its curves and series are in.
    ///   - notes: what was left out.
    func json(chunks: [Int], notes: [String]) -> JSONText {
        var json = JSONText()
        json.object([
            ("format", { $0.number(Self.format) }),
            ("curve_step", { $0.raw("\(PercentileCurve.step)") }),
            ("runs", { $0.array(runs, Self.write) }),
            ("columns", { $0.array(TrialColumns.all, Self.write) }),
            ("trials", { $0.append(trials) }),
            ("trialRun", { PackedColumn(kind: .number, fields: runOfTrials).write(to: &$0) }),
            ("scenarios", { $0.array(index.scenarios, Self.write) }),
            ("cells", { $0.array(index.cells.indices) { json, number in write(number, chunks[number], to: &json) } }),
            ("strategies", { $0.array(StrategyStyle.inOrder(index.cells.map(\.strategy)), Self.write) }),
            ("notes", { $0.array(notes) { $0.text($1) } }),
        ])
        return json
    }

    private var runOfTrials: [String] {
        index.cells.flatMap { cell in cell.trials.map { _ in String(cell.run) } }
    }

    private static func write(_ json: inout JSONText, _ run: ReportRun) {
        json.object([
            ("role", { $0.text(run.role.rawValue) }), ("name", { $0.text(run.name) }),
            ("place", { $0.text(run.place) }),
        ])
    }

    private static func write(_ json: inout JSONText, _ column: Column<TrialRecord>) {
        json.object([
            ("name", { $0.text(column.name) }), ("group", { $0.text(column.group) }),
            ("unit", { $0.text(column.unit) }), ("kind", { $0.text(PackedColumn.kind(of: column).rawValue) }),
            ("polarity", { $0.text((Metric.named(column.name)?.polarity ?? .none).rawValue) }),
            ("meaning", { $0.text(column.meaning) }),
        ])
    }

    private static func write(_ json: inout JSONText, _ scenario: ReportScenario) {
        json.object([
            ("name", { $0.text(scenario.name) }), ("description", { $0.text(scenario.description) }),
            (
                "settings",
                {
                    $0.array(scenario.settings) { json, setting in
                        json.object([
                            ("label", { $0.text(setting.label) }), ("shared", { $0.text(setting.shared) }),
                            ("load_model", { $0.text(setting.loadModel.rawValue) }),
                            ("cells", { $0.array(setting.cells) { $0.number($1) } }),
                        ])
                    }
                }
            ),
        ])
    }

    private func write(_ number: Int, _ chunk: Int, to json: inout JSONText) {
        let cell = index.cells[number]
        json.object([
            ("run", { $0.number(cell.run) }), ("id", { $0.text(cell.id) }),
            ("strategy", { $0.text(cell.strategy) }),
            ("implementation", { $0.text(cell.cell.implementation) }),
            ("subscribers", { $0.number(cell.cell.subscribers) }),
            ("title", { $0.text(index.titles[number]) }),
            ("trials", { $0.raw("[\(index.firstTrials[number]),\(cell.trials.count)]") }),
            ("details", { $0.number(chunk) }),
        ])
    }

    private static func write(_ json: inout JSONText, _ strategy: String) {
        let style = StrategyStyle.of(strategy)
        json.object([
            ("name", { $0.text(strategy) }), ("color", { $0.text(style.color) }),
            ("darkColor", { $0.text(style.darkColor) }), ("symbol", { $0.text(style.symbol) }),
            ("dash", { $0.text(style.dash) }),
        ])
    }
}
