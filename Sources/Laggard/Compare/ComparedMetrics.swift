import Experiment
import Gate

/// Which metrics a comparison judges in which cell.
enum ComparedMetrics {
    /// What is timed: the delivery rate, of which a broker that loses messages has less, by schedule too; latency where
    /// the schedule sets the rate; and the CPU time of a delivery, which neighbours on the machine disturb least. Metrics
    /// that a scenario names a tolerance of come to them.
    static func timed(in cell: Cell, _ tolerances: Tolerances) -> [Metric] {
        guard !cell.exact, cell.messages == nil else { return [] }
        var metrics: [Metric] =
            [.deliveryRate] + (cell.loadModel == .open ? [.latencyP99(.fast)] : []) + [.cpuPerDelivery]
        for tolerance in tolerances.overrides
        where tolerance.scenario == cell.scenario && !metrics.contains(tolerance.metric) {
            metrics.append(tolerance.metric)
        }
        return metrics.filter { $0.applies(to: cell) }
    }

    /// Whether the cell is compared by counts: one repetition says it.
    static func isExact(_ cell: Cell) -> Bool { cell.exact || cell.messages != nil }

    static func hypotheses(_ cells: [Cell], _ named: [String: ComparedCell], _ tolerances: Tolerances) -> [Hypothesis] {
        cells.flatMap { cell -> [Hypothesis] in
            guard let compared = named[CellID.of(cell)] else { return [] }
            return timed(in: cell, tolerances).compactMap { metric in
                Hypothesis(
                    cell: compared, metric: metric,
                    tolerance: tolerances.fraction(of: metric, scenario: cell.scenario))
            }
        }
    }
}
