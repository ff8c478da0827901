import Experiment
import Gate

/// The cells that are compared by counts: a pair of each, and one more where the first differs. Pure.
struct ExactRound: Sendable {
    private let cells: [Cell]
    private(set) var checks: [String: [ExactCheck]] = [:]
    private var order: [String] = []

    /// Of these cells those that are compared by counts.
    init(_ cells: [Cell], _ named: [String: ComparedCell]) {
        self.cells = cells.filter(ComparedMetrics.isExact)
        for cell in self.cells {
            let id = CellID.of(cell)
            guard let compared = named[id] else { continue }
            order.append(id)
            checks[id] = ExactRule.rules(for: cell).map { ExactCheck(cell: compared, rule: $0) }
        }
    }

    /// Cells that need one more pair.
    var open: [Cell] { cells.filter { isOpen(CellID.of($0)) } }

    private func isOpen(_ id: String) -> Bool {
        let checks = checks[id] ?? []
        return checks.contains { $0.state == .needsRepetition || $0.state == .needsConfirmation }
    }

    mutating func record(_ pair: TrialPair) {
        let id = pair.base.cellID
        for index in (checks[id] ?? []).indices {
            guard let metric = checks[id]?[index].rule.metric else { continue }
            // What a trial counted that did not end well says nothing of one that does.
            let figures = [pair.base, pair.head].map { $0.status == .ok ? $0.measurements[metric] : nil }
            checks[id]?[index].record(.init(base: figures[0], head: figures[1]))
        }
    }

    /// All of them, cell by cell.
    var all: [ExactCheck] { order.flatMap { checks[$0] ?? [] } }
}
