import Experiment

/// How many times the figures of one side are those of the other, over the cells that both have: two implementations,
/// two runs, or the two sides of a comparison.
struct CellRatios {
    /// Numbers of cells: of the side that is spoken of, and of the one that it is held against.
    let pairs: [(mine: Int, other: Int)]
    let index: ReportIndex

    /// One part a metric; empty where no figure is known on both sides.
    var parts: [Markup] {
        [(Metric.deliveryRate, "deliveries a second"), (.latencyP99(.fast), "p99 of the fast class")]
            .compactMap { part($0, $1) }
    }

    private func part(_ metric: Metric, _ name: String) -> Markup? {
        // By schedule, deliveries are what was offered: where there is a load without one, that says more.
        let saturated = pairs.filter { index.cells[$0.mine].cell.loadModel == .saturated }
        let telling = metric == .deliveryRate && !saturated.isEmpty ? saturated : pairs
        let ratios = telling.compactMap { pair -> (ratio: Double, cell: Int)? in
            let (mine, other) = (index.cells[pair.mine], index.cells[pair.other])
            guard !mine.ok.isEmpty, !other.ok.isEmpty, let figure = mine.figure(metric),
                let against = other.figure(metric),
                figure.median > 0, against.median > 0
            else { return nil }
            // Nothing is known of a ratio of bounds.
            if metric == .latencyP99(.fast), mine.isBound || other.isBound { return nil }
            return (figure.median / against.median, pair.mine)
        }
        guard let spread = Repetitions(ratios.map(\.ratio)), let least = ratios.min(by: { $0.ratio < $1.ratio }),
            let most = ratios.max(by: { $0.ratio < $1.ratio })
        else { return nil }
        guard ratios.count > 1 else {
            return "\(name) \(FigureText.times(spread.median)) times (\(index.link(most.cell)))"
        }
        return """
            \(name) \(FigureText.times(spread.median)) times in the median of \(ratios.count) cells, from \
            \(FigureText.times(least.ratio)) (\(place(least.cell))) to \(FigureText.times(most.ratio)) (\(place(most.cell)))
            """
    }

    private func place(_ number: Int) -> Markup {
        let cell = index.cells[number].cell
        return "\(index.link(number)), \(cell.scenario), \(FigureText.count(cell.subscribers, "subscriber"))"
    }
}

extension CellRatios {
    /// Cells of the same settings in two runs.
    static func runs(_ index: ReportIndex) -> CellRatios {
        CellRatios(index, mine: { $0.run == 0 }, other: { $0.run == 1 }, identity: { Identity($0, side: $0.side) })
    }

    /// Head against base, of a comparison.
    static func sides(_ index: ReportIndex) -> CellRatios {
        CellRatios(
            index, mine: { $0.run == 0 && $0.side == "head" }, other: { $0.run == 0 && $0.side == "base" },
            identity: { Identity($0, side: nil) })
    }

    /// The reference against another implementation, of the run.
    static func implementations(_ index: ReportIndex, reference: String, other: String) -> CellRatios {
        CellRatios(
            index, mine: { $0.run == 0 && $0.cell.implementation == reference },
            other: { $0.run == 0 && $0.cell.implementation == other },
            identity: { cell in
                var identity = Identity(cell, side: cell.side)
                identity.cell.implementation = ""
                return identity
            })
    }

    /// What cells of two sides have in common.
    private struct Identity: Hashable {
        var cell: Cell
        let side: String?

        init(_ cell: ReportCell, side: String?) {
            self.cell = cell.cell
            self.cell.seed = 0
            self.side = side
        }
    }

    private init(
        _ index: ReportIndex, mine: (ReportCell) -> Bool, other: (ReportCell) -> Bool,
        identity: (ReportCell) -> Identity
    ) {
        let others = index.cells.indices.filter { other(index.cells[$0]) }
        let partners = Dictionary(others.map { (identity(index.cells[$0]), $0) }) { first, _ in first }
        self.index = index
        pairs = index.cells.indices.filter { mine(index.cells[$0]) }.compactMap { number in
            partners[identity(index.cells[number])].map { (number, $0) }
        }
    }
}
