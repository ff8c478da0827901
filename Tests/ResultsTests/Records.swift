import Experiment

@testable import Results

/// Records for tests.
enum Records {
    /// The least that a record has.
    static func bare() -> TrialRecord {
        var cell = Cell(
            scenario: "slow", strategy: .dropNewest, partitions: 2, subscribers: 1_000, capacity: 10,
            loadModel: .saturated, warmupS: 0.2, drainLimitS: 2, heapLimitBytes: 4 << 30)
        cell.durationS = 1
        return TrialRecord(
            runID: "run", trialID: "0123456789abcdef-r0", cellID: "0123456789abcdef", repetition: 0, order: 3,
            startedAt: "2026-01-02T03:04:05Z", host: "box", cell: cell, status: .crashed)
    }

    /// A record with every field set, each to another value.
    static func full() -> TrialRecord {
        var record = bare()
        record.side = "head"
        record.pair = 4
        record.implementationVersion = "1.2.3"
        record.heapSource = "jemalloc"
        record.status = .heapLimit
        record.statusDetail = "allocated 5, of at most \"4\"\r\nat message 7"
        record.behind = true
        record.latencyBound = false
        record.cell.implementation = "mine, as it is"
        record.cell.strategy = .sharedTimer
        record.cell.timerSource = .task
        record.cell.timeoutMs = 0.5
        record.cell.dispatch = .awaited
        record.cell.topics = 2
        record.cell.publishers = 3
        record.cell.slowFraction = 0.05
        record.cell.slowSubscribers = 50
        record.cell.slowKind = .bursty
        record.cell.slowDelayMs = 100
        record.cell.slowBurst = 11
        record.cell.evictAfter = 12
        record.cell.loadModel = .open
        record.cell.offeredRatePerS = 1e7 / 3
        record.cell.messages = 13
        record.cell.exact = true
        record.cell.overlapLimit = 14
        record.cell.sampleIntervalMs = 15
        record.cell.seed = .max
        record.cell.profiled = true
        for (index, metric) in Metric.all.enumerated() {
            record.measurements[metric] = metric.isInteger ? Double(index) : Double(index) / 3
        }
        return record
    }
}
