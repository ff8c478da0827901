import Experiment
import Results

/// The answers of a search, line by line. Pure.
struct SearchTable {
    let answers: [SearchRow]

    func text() -> String { table.lines().joined(separator: "\n") + "\n" }
    func markdown() -> String { table.markdownLines().joined(separator: "\n") + "\n" }

    private var table: TextTable {
        let keys = answers.map { SummaryKey($0.cell).values }
        let varying = SummaryKey.names.indices.filter { index in
            index < 2 || Set(keys.map { $0[index] }).count > 1
        }
        var table = TextTable(
            header: varying.map { SummaryKey.names[$0] } + [
                "highest rate", "deliveries", "fast p99", "fails at", "because",
            ],
            alignment: varying.map { $0 == 1 ? .right : .left } + [.right, .right, .right, .right, .left])
        for (key, answer) in zip(keys, answers) { table.rows.append(varying.map { key[$0] } + Self.figures(answer)) }
        return table
    }

    private static func figures(_ answer: SearchRow) -> [String] {
        let rate = answer.cell.offeredRatePerS
        let highest = answer.holds ? (answer.failsAt == nil ? ">=" : "") + text(rate, .perSecond) : "none"
        return [
            highest, answer.holds ? text(answer.deliveryRate, .perSecond) : "-",
            answer.holds ? text(answer.fastP99, .nanoseconds) : "-", text(answer.failsAt, .perSecond),
            (answer.reason ?? "-").shown(limit: 80),
        ]
    }

    private static func text(_ value: Double?, _ unit: Metric.Unit) -> String {
        value.map { HumanScale.text($0, unit) } ?? "-"
    }
}
