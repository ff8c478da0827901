import Experiment

extension CellObservations {
    /// Fast subscribers that do not get what they are due, and a publisher that is held up: only with a schedule is it
    /// known what is due.
    var deliveries: Observations {
        guard cell.cell.loadModel == .open, let share = cell.fastShare else { return Observations() }
        var found = Observations(evidence: [], lookedFor: [.standstill, .holdUp])
        let undecided = cell.figure { $0.share { $0.undecidedForFast } }?.median ?? 0
        let missing = 1 - share.median
        if missing > Self.mostMissing, undecided > missing / 2 {
            let alive = cell.figure(.sendersAliveEnd)?.median ?? 0
            let senders: Markup = alive > 0 ? ", and \(FigureText.text(alive, .count)) senders were still alive" : ""
            let verb = share.median < 0.5 ? "stops delivering" : "does not keep up"
            let arrived = FigureText.share(share.median, of: 1)
            found.add(
                seen(
                    .standstill, missing,
                    """
                    \(verb): \(arrived) of what was due to the fast subscribers arrived; \
                    \(FigureText.share(undecided, of: 1)) was undecided or in a buffer when the drain ended\(senders)
                    """, short: "\(arrived) arrived"))
        }
        found.add(holdUp)
        return found
    }

    private var holdUp: Observations {
        let behind = cell.telling.count { $0.behind == true }
        guard behind > 0, let rate = cell.figure(.achievedRate), let offered = cell.cell.offeredRatePerS else {
            return Observations()
        }
        let unpublished = cell.figure(.unpublished)?.median ?? 0
        let never: Markup =
            unpublished > 0 ? "; \(FigureText.text(unpublished, .count)) messages were never sent" : ""
        let count: Markup =
            cell.telling.count == 1 ? "" : ", and was behind in \(behind) of \(cell.telling.count) trials"
        let achieved = FigureText.number(rate.median)
        return seen(
            .holdUp, 1 - rate.median / offered,
            """
            holds the publisher up: it achieved \(achieved) of \(FigureText.number(offered)) messages a \
            second\(never)\(count)
            """, short: "\(achieved)/s")
    }

    var fastLoss: Observations {
        guard cell.cell.loadModel == .open,
            let share = cell.figure({ trial in trial.share { $0.drops(.fast) } }),
            let drops = cell.figure({ $0.measurements.drops(.fast) })
        else { return Observations() }
        guard drops.median > 0 else { return nothing(.fastLoss) }
        let words = FigureText.share(share.median, of: 1)
        return seen(
            .fastLoss, share.median,
            """
            drops \(words) of what was due to the fast subscribers (\(FigureText.text(drops.median, .count)) deliveries)
            """, short: "\(words)")
    }

    var reordering: Observations {
        disorder(.reordering, "delivers out of order", "came after a newer message") { $0.sum { .outOfOrder($0) } }
    }

    var duplicates: Observations {
        disorder(.duplicates, "delivers twice", "had been received before") { $0.sum { .duplicates($0) } }
    }

    private func disorder(
        _ kind: FindingKind, _ what: Markup, _ how: Markup, _ count: @escaping (Measurements) -> Double?
    ) -> Observations {
        guard let counts = cell.figure({ count($0.measurements) }),
            let deliveries = cell.figure({ $0.measurements.sum { .deliveries($0) } })
        else { return Observations() }
        let trials = cell.telling.count { (count($0.measurements) ?? 0) > 0 }
        guard trials > 0 else { return nothing(kind) }
        // In fewer than half of the trials the median is 0: the most is what there is to say.
        let shown = counts.median > 0 ? counts.median : counts.most
        let all = max(shown, deliveries.median)
        let share = FigureText.share(shown, of: all)
        let often: Markup = trials == cell.telling.count ? "" : ", in \(trials) of \(cell.telling.count) trials"
        return seen(
            kind, shown / all,
            """
            \(what): \(FigureText.text(shown, .count)) of \(FigureText.text(all, .count)) deliveries (\(share)) \
            \(how)\(often)
            """, short: "\(share)")
    }
}

extension Measurements {
    /// What was not decided for the fast class when the drain ended, or was in its buffers.
    fileprivate var undecidedForFast: Double? {
        guard let pending = self[.pending(.fast)], let left = self[.depthLeft(.fast)] else { return nil }
        return pending + left
    }
}
