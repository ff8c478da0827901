import Profiling

/// What one trial has that another has not, function by function. Pure.
struct DiffTable {
    private let kind: ProfileKind
    private let names: (subject: String, base: String)
    private let weights: (subject: FunctionWeights, base: FunctionWeights)
    private let limit: TableLimit

    init(
        _ kind: ProfileKind, _ subject: (name: String, stacks: [Profile.Stack]),
        against base: (name: String, stacks: [Profile.Stack]), _ limit: TableLimit
    ) {
        self.kind = kind
        self.limit = limit
        names = (subject.name, base.name)
        weights = (FunctionWeights(subject.stacks), FunctionWeights(base.stacks))
    }

    func text() -> String {
        let rows = rows
        let total = weights.subject.total - weights.base.total
        guard !rows.isEmpty else { return "\(kind.title): no difference\n" }
        var table = TextTable(
            header: ["flat", "cum", names.subject, names.base, ""],
            alignment: [.right, .right, .right, .right, .left])
        for row in rows.prefix(limit.count) {
            table.rows.append([
                signed(row.flat), signed(row.cumulative), kind.text(row.subject), kind.text(row.base),
                row.name.shown(limit: limit.width),
            ])
        }
        let head =
            "\(kind.title): \(signed(total)) (\(kind.text(weights.subject.total)) in \(names.subject), "
            + "\(kind.text(weights.base.total)) in \(names.base))"
        return ([head] + table.lines()).joined(separator: "\n") + "\n"
    }

    struct Row: Equatable {
        var name: String
        var flat: Int64
        var cumulative: Int64
        /// What it does itself, in each.
        var subject: Int64
        var base: Int64
    }

    /// Those that differ, by how much they differ themselves.
    var rows: [Row] {
        let names = Set(weights.subject.weights.keys).union(weights.base.weights.keys)
        let rows = names.map { name in
            let subject = weights.subject.weights[name] ?? .init()
            let base = weights.base.weights[name] ?? .init()
            return Row(
                name: name, flat: subject.flat - base.flat, cumulative: subject.cumulative - base.cumulative,
                subject: subject.flat, base: base.flat)
        }
        return rows.filter { limit.order.key($0.flat, $0.cumulative).0 != 0 }.sorted {
            let (first, second) = (limit.order.key($0.flat, $0.cumulative), limit.order.key($1.flat, $1.cumulative))
            return (second.0, second.1, $0.name) < (first.0, first.1, $1.name)
        }
    }

    private func signed(_ value: Int64) -> String { (value > 0 ? "+" : "") + kind.text(value) }
}
