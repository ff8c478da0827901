import Experiment
import Gate

/// What is compared by counts: in cells of a fixed number of messages a pair, and one more where the first differs; in
/// timed ones the pairs that show whether both sides work. Pure.
struct ExactRound: Sendable {
    /// Pairs that a cell is given where trials do not end well.
    private static let attempts = 3

    private let cells: [Cell]
    private var checks: [String: [ExactCheck]] = [:]
    private var tried: [String: Int] = [:]
    private var order: [String] = []

    init(_ cells: [Cell], _ named: [String: ComparedCell]) {
        self.cells = cells
        for cell in cells {
            let id = CellID.of(cell)
            guard let compared = named[id] else { continue }
            order.append(id)
            checks[id] = ExactRule.rules(for: cell).map { ExactCheck(cell: compared, rule: $0) }
        }
    }

    /// Cells that need one more pair for themselves.
    var open: [Cell] {
        cells.filter { cell in
            let id = CellID.of(cell)
            let isOpen = (checks[id] ?? []).contains { check in
                check.state == .needsRepetition || check.state == .needsConfirmation
            }
            return ComparedMetrics.isExact(cell) && isOpen && tried[id, default: 0] < Self.attempts
        }
    }

    /// What a trial counted that did not end well says nothing of one that does: such a pair only counts as a try.
    mutating func record(_ pair: TrialPair) {
        let id = pair.base.cellID
        tried[id, default: 0] += 1
        guard pair.base.status == .ok, pair.head.status == .ok else { return }
        for index in (checks[id] ?? []).indices {
            guard let metric = checks[id]?[index].rule.metric else { continue }
            checks[id]?[index].record(
                .init(base: pair.base.measurements[metric], head: pair.head.measurements[metric]))
        }
    }

    /// Whether a count is shown to be worse.
    var isRegression: Bool { all.contains { $0.state == .decided(.regression) } }

    /// Those of cells that have been measured, cell by cell.
    var all: [ExactCheck] { order.filter { tried[$0] != nil }.flatMap { checks[$0] ?? [] } }
}
