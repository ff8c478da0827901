import Experiment

extension Cell {
    /// A small open-loop cell.
    static func fixture(
        _ strategy: StrategyName = .timer, subscribers: Int = 10, load: LoadModel = .open, rate: Double? = 100
    ) -> Cell {
        var cell = Cell(
            scenario: "steady", strategy: strategy, partitions: 1, subscribers: subscribers, capacity: 10,
            loadModel: load, warmupS: 1, drainLimitS: 2, heapLimitBytes: 1 << 30)
        cell.timerSource = strategy.usesTimers ? .task : nil
        cell.timeoutMs = strategy.waits ? 5 : nil
        cell.dispatch = strategy.waits ? .awaited : nil
        cell.offeredRatePerS = load == .open ? rate : nil
        cell.durationS = 5
        return cell
    }
}

extension TrialRecord {
    /// A row of a trial with these figures.
    static func fixture(
        _ cell: Cell, repetition: Int = 0, status: TrialStatus = .ok, detail: String? = nil,
        _ figures: [(Metric, Double)] = []
    ) -> TrialRecord {
        var measurements = Measurements()
        for (metric, value) in figures { measurements[metric] = value }
        let id = "\(cell.strategy.rawValue)-\(cell.subscribers)-\(cell.loadModel.rawValue)"
        var record = TrialRecord(
            runID: "run", trialID: "\(id)-r\(repetition)", cellID: id, repetition: repetition, order: 0,
            startedAt: "2026-01-31T00:00:00Z", host: "here", cell: cell, status: status, measurements: measurements)
        record.statusDetail = detail
        return record
    }
}
