import ArgumentParser
import Experiment
import Results

/// `laggard list`: the words that plans and results are written in.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List strategies, timer sources, presets, parameters or columns.",
        discussion: "Exit codes: 0 done, 2 usage.")

    /// What can be listed.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case strategies
        case timerSources = "timer-sources"
        case presets, parameters, columns
    }

    @Argument(help: ArgumentHelp("What to list.", valueName: "what"))
    var subject: Subject

    func run() throws {
        Terminal.write(Self.text(subject), to: .output)
    }

    /// The list as text. Pure.
    static func text(_ subject: Subject) -> String {
        let lines: [String]
        switch subject {
        case .strategies:
            let rows = StrategyName.allCases.map { [$0.rawValue, $0.summary, $0.consequence, timerSources(of: $0)] }
            lines = rows.flatMap { row in [[row[0], row[1]]] + row.dropFirst(2).map { ["", $0] } }.aligned()
        case .timerSources: lines = TimerSourceName.allCases.map { [$0.rawValue, $0.summary] }.aligned()
        case .presets: lines = Preset.allCases.map { [$0.rawValue, $0.summary] }.aligned()
        case .parameters:
            lines = Parameter.allCases.map { [$0.rawValue, $0.defaultText, $0.kind.expectation, $0.meaning] }.aligned()
        case .columns: lines = TrialColumns.all.map { [$0.name, $0.group, $0.unit, $0.meaning] }.aligned()
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func timerSources(of strategy: StrategyName) -> String {
        let names = strategy.timerSources.map(\.rawValue)
        return names.isEmpty ? "no timers" : "timer sources: " + names.joined(separator: ", ")
    }
}

extension [[String]] {
    /// Rows of equal length as lines, each column but the last as wide as its widest.
    fileprivate func aligned() -> [String] {
        guard let first else { return [] }
        let widths = first.indices.map { column in map { $0[column].count }.max() ?? 0 }
        return map { row in
            row.indices.map { column in
                column == row.count - 1
                    ? row[column] : row[column].padding(to: widths[column])
            }.joined(separator: "  ")
        }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
