import Experiment

@testable import Gate

/// Cells, trials and looks for tests.
enum Fixtures {
    static func cell(_ id: String, scenario: String = "steady", label: String? = nil) -> ComparedCell {
        ComparedCell(id: id, scenario: scenario, label: label ?? "\(scenario) \(id)")
    }

    static func hypothesis(_ cell: String, _ metric: Metric = .deliveryRate, tolerance: Double = 0.1) -> Hypothesis {
        Hypothesis(cell: Self.cell(cell), metric: metric, tolerance: tolerance)!
    }

    /// A trial that ended so, with these figures.
    static func trial(
        _ cellID: String, status: TrialStatus = .ok, loadModel: LoadModel = .open, slow: Int = 0,
        _ figures: [Metric: Double] = [:]
    ) -> TrialRecord {
        var cell = Cell(
            scenario: "steady", strategy: .after, partitions: 1, subscribers: 10, capacity: 10, loadModel: loadModel,
            warmupS: 0.1, drainLimitS: 1, heapLimitBytes: 1 << 30)
        cell.slowSubscribers = slow
        var record = TrialRecord(
            runID: "run", trialID: "\(cellID)-r0", cellID: cellID, repetition: 0, order: 0,
            startedAt: "2026-01-02T03:04:05Z", host: "box", cell: cell, status: status)
        for (metric, figure) in figures { record.measurements[metric] = figure }
        return record
    }

    /// Pairs of a cell whose metric is `base` and `head` with a small, seeded noise; the sides in a fixed order.
    static func pairs(
        _ count: Int, cell: String, _ metric: Metric = .deliveryRate, base: Double, head: Double, noise: Double = 0.02,
        seed: UInt64 = 1
    ) -> [TrialPair] {
        var random = GaussianNoise(seed: seed)
        return (0..<count).map { _ in
            TrialPair(
                base: trial(cell, [metric: base * (1 + noise * random.next())]),
                head: trial(cell, [metric: head * (1 + noise * random.next())]))
        }
    }

    /// A look that shows nothing of a throughput's tolerance of 10%: half of it, with much noise to both sides.
    static func open() -> LookObservations {
        let margin = LogRatio.worse(by: 0.1, .higher)
        let noise = (1...6).map { 0.1 * Double($0) }
        return LookObservations(differences: noise.flatMap { [margin / 2 + $0, margin / 2 - $0] })
    }

    /// Differences around `centre`, seeded.
    static func look(_ count: Int, centre: Double, spread: Double = 0.02, seed: UInt64 = 1) -> LookObservations {
        var noise = GaussianNoise(seed: seed)
        return LookObservations(differences: (0..<count).map { _ in centre + spread * noise.next() })
    }
}
