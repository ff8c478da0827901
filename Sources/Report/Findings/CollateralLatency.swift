import Experiment

/// What slow subscribers cost the fast ones: in each scenario that has slow ones, the setting where it is the most.
struct CollateralLatency {
    let index: ReportIndex
    let run: Int

    /// A strategy suffers where all of its trials are this many times the most that the best one has.
    private static let factor = 3.0

    /// One sentence a scenario.
    var sentences: [Markup] {
        let rankings = index.largestPanels(run: run).compactMap { panel -> (panel: Panel, ranking: Ranking)? in
            guard panel.cells.contains(where: { index.cells[$0].cell.slowSubscribers > 0 }) else { return nil }
            return Ranking(.fastP99, panel, index).map { (panel, $0) }
        }
        return index.scenarios.compactMap { scenario in
            rankings.filter { $0.panel.scenario.name == scenario.name }.compactMap { sentence($0.panel, $0.ranking) }
                .max { $0.ratio < $1.ratio }?.words
        }
    }

    private func sentence(_ panel: Panel, _ ranking: Ranking) -> (ratio: Double, words: Markup)? {
        guard let best = ranking.leaders.first, best.figure.median > 0 else { return nil }
        let suffering = ranking.followers.filter { $0.figure.least > Self.factor * best.figure.most }
            .sorted { $0.figure.median > $1.figure.median }
        guard let worst = suffering.first else { return nil }
        let names = suffering.map { place -> Markup in
            "\(words(place)) with \(index.link(place.cell))\(without(place.cell))"
        }
        let slow = index.cells[best.cell].cell.slowSubscribers
        let ratio = worst.figure.median / best.figure.median
        return (
            ratio,
            """
            \(FigureText.whole(Double(slow))) slow of \(FigureText.whole(Double(panel.subscribers))) subscribers cost \
            the fast ones a p99 of \(Markup(names, separator: ", ")), where \(index.link(best.cell)) has \
            \(words(best))\(without(best.cell)) (\(panel.place)).
            """
        )
    }

    private func words(_ place: Ranking.Place) -> Markup {
        let bound: Markup = place.isBound ? "at least " : ""
        return "\(bound)\(FigureText.duration(place.figure.median))"
    }

    /// The same cell with nobody slow, in whichever scenario it is.
    private func without(_ number: Int) -> Markup {
        let workload = Self.workload(index.cells[number].cell)
        let control = index.cells.first { cell in
            cell.run == run && cell.cell.slowSubscribers == 0 && cell.side == index.cells[number].side
                && Self.workload(cell.cell) == workload
        }
        guard let control, let figure = control.figure(.latencyP99(.fast)) else { return "" }
        let bound: Markup = control.isBound ? "at least " : ""
        return " (\(bound)\(FigureText.duration(figure.median)) with nobody slow)"
    }

    private static func workload(_ cell: Cell) -> Cell {
        var cell = cell
        cell.scenario = ""
        cell.seed = 0
        cell.slowFraction = 0
        cell.slowSubscribers = 0
        cell.slowKind = nil
        cell.slowDelayMs = nil
        cell.slowBurst = nil
        return cell
    }
}
