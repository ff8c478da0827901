import Experiment
import Gate

@testable import Laggard

/// Made-up trials of pairs, as the child of a comparison would leave them.
struct PairSamples {
    /// The figure of a trial, by side.
    var figure: (Metric, Cell, Side, Int) -> Double?
    var status: (Cell, Side) -> TrialStatus = { _, _ in .ok }

    /// Both sides of each pair.
    func run(_ due: [PairSchedule.Pair]) -> [TrialPair] {
        due.map { pair in TrialPair(base: record(pair, .base), head: record(pair, .head)) }
    }

    func record(_ pair: PairSchedule.Pair, _ side: Side) -> TrialRecord {
        var record = TrialRecord(
            runID: "run", trialID: pair.trialID(side), cellID: pair.cellID, repetition: pair.index ?? 0, order: 0,
            startedAt: "2026-01-31T00:00:00Z", host: "host", cell: pair.cell, status: status(pair.cell, side))
        record.side = side.rawValue
        record.pair = pair.index
        guard record.status == .ok else { return record }
        for metric in Metric.all { record.measurements[metric] = figure(metric, pair.cell, side, pair.index ?? 0) }
        return record
    }

    static func cell(_ scenario: String, _ load: LoadModel, messages: Int? = nil) -> Cell {
        var cell = Cell(
            scenario: scenario, strategy: .dropNewest, partitions: 1, subscribers: 10, capacity: 10, loadModel: load,
            warmupS: 0, drainLimitS: 1, heapLimitBytes: 1 << 30)
        cell.messages = messages
        if messages == nil { cell.durationS = 1 }
        if load == .open { cell.offeredRatePerS = 100 }
        return cell
    }

    /// A throughput cell, a latency cell, and one of counts.
    static let cells = [cell("fast", .saturated), cell("late", .open), cell("counts", .saturated, messages: 100)]
}
