import Experiment

/// The trials of `doctor --measure` in their order. Pure.
///
/// Those that are repeated are spread over the whole time, so that a drift of the machine shows as noise.
struct ProbeSchedule: Sendable, Equatable {
    static let rates: [Double] = [100, 1_000, 10_000]
    /// What lasts longest, 10 s: what the runner takes is measured beside it.
    static let longest = Probe.Purpose.pacer(rate: 100)
    static let noiseTrials = 10
    static let timerTrials = 3
    static let fixedCostTrials = 3
    static let fixedCostSubscribers = [10, 10_000]

    /// Multiplies every duration: 1, or less for a rough look.
    let scale: Double

    var probes: [Probe] {
        let noise = (0..<Self.noiseTrials).map { _ in [noiseOpen, noiseSaturated] }
        let others = pacer + (0..<Self.timerTrials).flatMap { _ in timers } + fixedCosts
        let share = (others.count + noise.count - 1) / noise.count
        return noise.enumerated().flatMap { turn, pair in
            pair + others.dropFirst(turn * share).prefix(share)
        }
    }

    /// What they take when nothing goes wrong, the child's own measuring included.
    var estimatedS: Double {
        3.5 * scale
            + probes.reduce(0) { sum, probe in
                sum + probe.cell.warmupS + (probe.cell.durationS ?? 0) + 0.1 + Double(probe.cell.subscribers) / 30_000
            }
    }

    // MARK: Cells

    /// A percentile wants its number of messages: 1,000 for p99, so that 100 a second take 10 s.
    private var pacer: [Probe] {
        Self.rates.map { rate in
            let cell = cell(.dropNewest, subscribers: 1, rate: rate, seconds: max(1_005 / rate, 1))
            return Probe(purpose: .pacer(rate: rate), cell: cell)
        }
    }

    /// 5% slow subscribers, as in the presets.
    private var noiseOpen: Probe {
        var cell = cell(.dropNewest, subscribers: 100, rate: 500, seconds: 1)
        cell.slowFraction = 0.05
        cell.slowSubscribers = 5
        cell.slowKind = .constant
        cell.slowDelayMs = 100
        return Probe(purpose: .noiseOpen, cell: cell)
    }

    private var noiseSaturated: Probe {
        var cell = cell(.timer, subscribers: 100, rate: nil, seconds: 0.6)
        cell.timerSource = .dispatch
        cell.timeoutMs = 5
        cell.dispatch = .awaited
        return Probe(purpose: .noiseSaturated, cell: cell)
    }

    /// 50,000 sends a second without one that waits; with `after`, each leaves a timer of three minutes behind.
    private var timers: [Probe] {
        let base = cell(.dropNewest, subscribers: 100, rate: 500, seconds: 0.6)
        return [Probe(purpose: .timerless, cell: base)]
            + TimerSourceName.allCases.map { source in
                var cell = base
                cell.strategy = .after
                cell.timerSource = source
                cell.timeoutMs = 180_000
                cell.dispatch = .awaited
                return Probe(purpose: .timer(source), cell: cell)
            }
    }

    private var fixedCosts: [Probe] {
        (0..<Self.fixedCostTrials).flatMap { _ in
            Self.fixedCostSubscribers.map { subscribers in
                var cell = cell(.dropNewest, subscribers: subscribers, rate: 100, seconds: 0.05)
                cell.warmupS = 0
                cell.durationS = 0.05
                return Probe(purpose: .fixedCost(subscribers: subscribers), cell: cell)
            }
        }
    }

    private func cell(_ strategy: StrategyName, subscribers: Int, rate: Double?, seconds: Double) -> Cell {
        var cell = Cell(
            scenario: "doctor", strategy: strategy, partitions: Cell.articlePartitions(fanOut: subscribers),
            subscribers: subscribers, capacity: 100, loadModel: rate == nil ? .saturated : .open,
            warmupS: 0.1 * scale, drainLimitS: 1, heapLimitBytes: 1 << 30)
        cell.offeredRatePerS = rate
        cell.durationS = max(0.05, seconds * scale)
        cell.seed = 1
        return cell
    }
}
