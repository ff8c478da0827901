import Experiment
import Gate
import Results

/// A cell on its way to its highest rate. Pure.
struct SearchedCell {
    /// Its rate is that of the plan.
    private let cell: Cell
    private let limits: [Limit]
    private(set) var search: RateSearch
    private var probe: RateProbe?
    /// Those that are decided.
    private(set) var probes: [RateProbe] = []

    init(_ cell: Cell, limits: [Limit], search: RateSearch) {
        self.cell = cell
        self.limits = limits
        self.search = search
        probe = search.next.map { RateProbe(rate: $0, limits: limits) }
    }

    /// The next trial: its cell and which repetition of it. Nil where the answer is there.
    var next: (cell: Cell, repetition: Int)? { probe.map { (at($0.rate), $0.trials.count) } }

    /// Takes a trial of `next`.
    /// - Returns: the row of the probe, where that is decided.
    mutating func record(_ trial: TrialRecord) -> SearchRow? {
        probe?.record(trial)
        guard let probe, let holds = probe.holds else { return nil }
        search.record(probe.rate, holds: holds)
        probes.append(probe)
        self.probe = search.next.map { RateProbe(rate: $0, limits: limits) }
        return row(.probe, probe, holds: holds)
    }

    /// What it came to; nil before.
    var answer: SearchRow? {
        guard let answer = search.answer else { return nil }
        let (rate, failsAt, holds): (Double, Double?, Bool) =
            switch answer {
            case .between(let low, let high): (low, high, true)
            case .atLeast(let rate): (rate, nil, true)
            case .below(let rate): (rate, rate, false)
            }
        guard let probe = probes.last(where: { $0.rate == rate }) else { return nil }
        var row = row(.answer, probe, holds: holds)
        row.trials = nil
        row.failsAt = failsAt
        row.reason = probes.last { $0.rate == failsAt }?.complaints.last?.words
        return row
    }

    private func row(_ kind: SearchRow.Kind, _ probe: RateProbe, holds: Bool) -> SearchRow {
        var row = SearchRow(
            kind: kind, cell: at(probe.rate), limits: limits.map(\.description).joined(separator: " and "), holds: holds
        )
        row.trials = probe.trials.count
        row.reason = holds ? nil : probe.complaints.last?.words
        row.deliveryRate = probe.median(.deliveryRate)
        row.fastP99 = probe.median(.latencyP99(.fast))
        return row
    }

    private func at(_ rate: Double) -> Cell {
        var cell = cell
        cell.offeredRatePerS = rate
        // A p99 needs 100 messages.
        if let duration = cell.durationS {
            cell.durationS = max(duration, (Self.fewestMessages / rate * 10).rounded(.up) / 10)
        }
        return cell
    }

    private static let fewestMessages = 120.0
}
