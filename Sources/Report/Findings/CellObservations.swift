import Experiment

/// What is seen of one cell by itself: counts, which need nothing to be held against.
struct CellObservations {
    let number: Int
    let cell: ReportCell

    /// The share of the fast class's deliveries beyond which it is said to be left without them.
    static let mostMissing = 0.1
    /// How many times its timeout a wait's 99th percentile may be.
    static let longestWait = 2.0

    /// Of the strategy `none`, which is no broker and delivers to nobody, only how its trials ended.
    var all: Observations {
        guard cell.cell.strategy != .none else { return ending }
        var all = Observations()
        for part in [ending, deliveries, fastLoss, reordering, duplicates, timeout] { all.add(part) }
        return all
    }

    func seen(_ kind: FindingKind, _ weight: Double, _ words: Markup, short: Markup) -> Observations {
        Observations(
            evidence: [Evidence(kind: kind, cell: number, weight: weight, words: words, short: short)],
            lookedFor: [kind])
    }

    func nothing(_ kind: FindingKind) -> Observations { Observations(evidence: [], lookedFor: [kind]) }

    private var ending: Observations {
        let early = cell.trials.filter { $0.status != .ok && $0.status.isOutcome }
        guard let first = early.first else { return nothing(.ending) }
        let limit =
            first.status == .heapLimit
            ? "its heap limit of \(FigureText.size(Double(cell.cell.heapLimitBytes)))"
            : "its limit of \(FigureText.whole(Double(cell.cell.overlapLimit))) senders alive"
        let published = Repetitions(early.compactMap { $0.measurements[.published] })
        let after: Markup = published.map { " after \(FigureText.text($0.median, .count)) messages" } ?? ""
        let count: Markup = cell.trials.count == 1 ? "" : " in \(early.count) of \(cell.trials.count) trials"
        return seen(
            .ending, Double(early.count) / Double(cell.trials.count),
            "ran into \(limit)\(after)\(count): its figures are those up to there",
            short: "\(early.count) of \(cell.trials.count) trials")
    }

    private var timeout: Observations {
        guard let timeout = cell.cell.timeoutMs.map({ $0 * 1e6 }), timeout > 0,
            let waits = cell.figure(.sendWaitP99)
        else { return Observations() }
        guard waits.median > Self.longestWait * timeout else { return nothing(.timeout) }
        let longest: Markup =
            cell.figure(.sendWaitMax).map { ", the longest \(FigureText.duration($0.median))" } ?? ""
        return seen(
            .timeout, waits.median / timeout,
            """
            does not keep its timeout of \(FigureText.longDuration(timeout)): the 99th percentile of its waits for a \
            full subscriber is \(FigureText.duration(waits.median))\(longest)
            """, short: "\(FigureText.duration(waits.median)) (timeout \(FigureText.longDuration(timeout)))")
    }
}
