import Experiment

/// Whose heap grows in one panel.
///
/// A growth counts only as far as it goes on: the lesser of `heap_growth_bytes` and what the slope over the window makes
/// of it. It is called one where the least of a cell's trials is twice the most that the others have, and clear of it by
/// three times the widest range of any of them and by what allocators do by chance.
struct HeapObservations {
    let panel: Panel
    let index: ReportIndex

    /// Bytes: what an allocator does by chance is no news.
    private static let chance = 100_000.0
    /// The same where one trial is all there is, so that nothing is known of how far trials lie apart.
    private static let chanceOfOne = 1_000_000.0

    private struct Growth {
        let cell: Int
        let spread: Repetitions
        var range: Double { spread.most - spread.least }
    }

    var all: Observations {
        let growths = panel.cells.compactMap { number in
            index.cells[number].figure(Self.lasting).map { Growth(cell: number, spread: $0) }
        }.sorted { ($0.spread.median, $0.cell) < ($1.spread.median, $1.cell) }
        if growths.count == 1 { return alone(growths[0]) }
        guard growths.count > 1 else { return Observations() }
        var others = [growths[0]]
        var found = Observations(evidence: [], lookedFor: [.leak])
        for growth in growths.dropFirst() {
            if Self.isClear(growth, of: others) {
                found.evidence.append(evidence(growth, others))
            } else {
                others.append(growth)
            }
        }
        return found
    }

    /// A fact, and no judgement: there is nothing to hold it against.
    private func alone(_ growth: Growth) -> Observations {
        guard growth.spread.least > Self.chanceOfOne, index.cells[growth.cell].cell.strategy != .none else {
            return Observations()
        }
        return Observations(evidence: [evidence(growth, [])], lookedFor: [.leak])
    }

    /// Of one trial.
    private static func lasting(_ trial: TrialRecord) -> Double? {
        guard let growth = trial.measurements[.heapGrowth] else { return nil }
        guard let slope = trial.measurements[.heapSlope], let window = trial.measurements[.window] else {
            return growth
        }
        return min(growth, slope * window)
    }

    private static func isClear(_ growth: Growth, of others: [Growth]) -> Bool {
        let most = others.map(\.spread.most).max() ?? 0
        let range = (others + [growth]).map(\.range).max() ?? 0
        let single = growth.spread.count == 1 || others.allSatisfy { $0.spread.count == 1 }
        let clear = max(0, most) + 3 * range + (single ? chanceOfOne : chance)
        return growth.spread.least > max(clear, 2 * most)
    }

    private func evidence(_ growth: Growth, _ others: [Growth]) -> Evidence {
        let cell = index.cells[growth.cell]
        let grown = cell.figure(.heapGrowth)?.median ?? growth.spread.median
        let sends = cell.figure { trial in
            guard let published = trial.measurements[.published], let fanOut = trial.measurements[.fanOut] else {
                return nil
            }
            return published * fanOut > 0 ? published * fanOut : nil
        }
        let perSend = sends.map { "\(FigureText.size(grown / $0.median)) a send" }
        let timers = cell.figure(.pendingTimersPeak)?.median ?? 0
        let pending: Markup = timers > 0 ? ", \(FigureText.text(timers, .count)) timers pending at most" : ""
        let timeout: Markup = cell.cell.timeoutMs.map { " (timeout \(FigureText.longDuration($0 * 1e6)))" } ?? ""
        return Evidence(
            kind: .leak, cell: growth.cell, weight: grown,
            words: """
                \(others.isEmpty ? "needs more memory" : verb(cell, grown)): its heap grew by \(FigureText.size(grown)) in the \
                window\(timeout)\(perSend.map { ", \($0)" } ?? "")\(pending)\(held(cell, grown)); \(Self.against(others))
                """, short: "\(FigureText.size(grown))\(perSend.map { " (\($0))" } ?? "")")
    }

    private static func against(_ others: [Growth]) -> Markup {
        guard let most = others.map(\.spread.most).max() else {
            return "no other strategy has this setting, to hold it against"
        }
        return "the other\(others.count == 1 ? "" : "s") grew by at most \(FigureText.size(max(0, most)))"
    }

    /// A leak is what is still held when the drain is over and nobody is at work any more.
    private func verb(_ cell: ReportCell, _ grown: Double) -> String {
        guard let share = heldShare(cell, grown), share >= 0.5 else { return "holds more memory" }
        return (cell.figure(.sendersAliveEnd)?.median ?? 0) > 0 ? "piles up memory" : "leaks"
    }

    private func held(_ cell: ReportCell, _ grown: Double) -> Markup {
        guard let share = heldShare(cell, grown) else { return "" }
        let alive = cell.figure(.sendersAliveEnd)?.median ?? 0
        let senders: Markup = alive > 0 ? ", with \(FigureText.text(alive, .count)) senders still alive" : ""
        return
            "; \(FigureText.share(min(1, max(0, share)), of: 1)) of that was still held when the drain ended\(senders)"
    }

    private func heldShare(_ cell: ReportCell, _ grown: Double) -> Double? {
        guard let baseline = cell.figure(.heapBaseline), let after = cell.figure(.heapAfterDrain), grown > 0 else {
            return nil
        }
        return (after.median - baseline.median) / grown
    }
}
