import Profiling

/// The functions at the top, as `go tool pprof -top` has them. Pure.
struct TopTable {
    private let kind: ProfileKind
    private let weights: FunctionWeights
    private let limit: TableLimit

    init(_ kind: ProfileKind, _ stacks: [Profile.Stack], _ limit: TableLimit) {
        self.kind = kind
        self.limit = limit
        weights = FunctionWeights(stacks)
    }

    func text() -> String {
        let top = weights.top(limit.count, by: limit.order)
        guard weights.total > 0, !top.isEmpty else { return "\(kind.title): nothing was sampled\n" }
        let shown = top.reduce(0) { $0 + $1.weight.flat }
        let head = [
            "\(kind.title): \(kind.text(weights.total))",
            "the top \(top.count) of \(weights.weights.count) functions have \(percent(shown)) of it",
        ]
        var table = TextTable(
            header: ["flat", "flat%", "sum%", "cum", "cum%", ""],
            alignment: [.right, .right, .right, .right, .right, .left])
        var sum: Int64 = 0
        for (name, weight) in top {
            sum += weight.flat
            table.rows.append([
                kind.text(weight.flat), percent(weight.flat), percent(sum), kind.text(weight.cumulative),
                percent(weight.cumulative), name.shown(limit: limit.width),
            ])
        }
        return (head + table.lines()).joined(separator: "\n") + "\n"
    }

    private func percent(_ value: Int64) -> String {
        HumanScale.fixed(100 * Double(value) / Double(weights.total), decimals: 2) + "%"
    }
}
