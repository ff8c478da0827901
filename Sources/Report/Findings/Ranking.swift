import Experiment

/// Which cells of a panel have the best of a figure, and how far the others are behind.
struct Ranking: Sendable {
    /// What cells are ranked by.
    enum Subject: CaseIterable {
        case throughput, fastP99, allocations

        var metric: Metric {
            switch self {
            case .throughput: .deliveryRate
            case .fastP99: .latencyP99(.fast)
            case .allocations: .allocationsPerDelivery
            }
        }

        var isHigherBetter: Bool { metric.polarity == .higher }

        /// Whether the figure says something in that setting: at a rate that is offered, deliveries are what was
        /// offered, and a saturated load has no latency.
        func applies(to cell: Cell) -> Bool {
            switch self {
            case .throughput: cell.loadModel == .saturated && !cell.exact
            case .fastP99: cell.loadModel == .open && !cell.exact
            case .allocations: cell.exact
            }
        }
    }

    struct Place: Sendable {
        let cell: Int
        let figure: Repetitions
        /// Whether the figure is only a lower bound.
        let isBound: Bool
    }

    let subject: Subject
    /// The best first. Lower bounds come after what is known.
    let places: [Place]

    /// Single trials that lie no further apart than this share are not told from each other.
    private static let single = 0.05

    /// Nil where fewer than two cells have the figure. The strategy `none`, which is no broker, competes with nobody.
    init?(_ subject: Subject, _ panel: Panel, _ index: ReportIndex) {
        let found = panel.cells.compactMap { number -> Place? in
            let cell = index.cells[number]
            guard cell.cell.strategy != .none, subject.applies(to: cell.cell), !cell.ok.isEmpty,
                let figure = cell.figure(subject.metric)
            else { return nil }
            return Place(cell: number, figure: figure, isBound: subject == .fastP99 && cell.isBound)
        }
        guard found.count > 1 else { return nil }
        self.subject = subject
        places = found.sorted { left, right in
            if left.isBound != right.isBound { return right.isBound }
            let (a, b) = (left.figure.median, right.figure.median)
            return a == b ? left.cell < right.cell : subject.isHigherBetter == (a > b)
        }
    }

    /// Those that repetitions do not tell from the best; the best alone where it is told from all others.
    var leaders: [Place] {
        guard let best = places.first, !best.isBound else { return [] }
        return places.filter { !$0.isBound && !Self.areTold($0.figure, best.figure) }
    }

    var followers: [Place] {
        let leading = Set(leaders.map(\.cell))
        return places.filter { !leading.contains($0.cell) }
    }

    /// Whether all of the one's repetitions are better than all of the other's; of single trials, whether they are far
    /// enough apart.
    private static func areTold(_ left: Repetitions, _ right: Repetitions) -> Bool {
        if left == right { return false }
        if left.overlaps(right) { return false }
        guard left.count == 1 || right.count == 1 else { return true }
        return abs(left.median - right.median) > single * max(abs(left.median), abs(right.median))
    }
}
