import Experiment

extension Finding {
    init(_ state: HypothesisState, rule: GateRule) {
        let hypothesis = state.hypothesis
        let observations = state.observations
        self.init(
            .metric, cell: hypothesis.cell, metric: hypothesis.metric.name, verdict: state.verdict,
            pairs: observations.differences.count)
        tolerance = hypothesis.tolerance
        if let evidence = state.evidence, evidence.boundary.isFinite {
            z = evidence.z
            boundary = evidence.boundary
        }
        // Pairs without a figure have a place in the ranks, and no ratio.
        if let estimate = state.estimate(confidence: rule.confidence), abs(estimate.estimate) < LogRatio.extreme {
            let polarity = hypothesis.metric.polarity
            ratio = LogRatio.ratio(estimate.estimate, polarity)
            let ends = estimate.interval.map { [$0.lowerBound, $0.upperBound].map { LogRatio.ratio($0, polarity) } }
            ratioLow = ends?.min()
            ratioHigh = ends?.max()
            confidence = estimate.coverage
        }
        notes = Self.notes(state, rule)
    }

    private static func notes(_ state: HypothesisState, _ rule: GateRule) -> [String] {
        let seen = state.observations
        let lacks = [
            (seen.absentInBoth, "without a figure on either side"), (seen.negative, "with a figure below 0"),
            (seen.bounded, "with lower bounds of a latency on both sides"),
            (seen.failed, "with a trial that did not end well"),
        ]
        let worse = [(seen.absentInBase, "base"), (seen.absentInHead, "head")]
        var notes =
            lacks.filter { $0.0 > 0 }.map { count, words in
                "\(Figures.count(count, "pair")) \(words): not counted"
            }
            + worse.filter { $0.0 > 0 }.map { count, side in
                "\(Figures.count(count, "pair")) without a figure in \(side) alone: as bad as can be"
            }
        if state.verdict == .undecided {
            if !state.isComparable { notes.append("nothing to compare: no pair has both figures") }
            if state.isBelowFloor, let floor = rule.floor {
                notes.append("shown to be worse, by less than the floor of \(Figures.percent(floor)) in the median")
            }
        }
        return notes
    }

    init(_ test: AllCellsTest) {
        self.init(.allCells, metric: test.metric.name, verdict: test.verdict, pairs: test.pairs)
        z = test.z
        boundary = test.boundary
        ratio = test.ratio
        notes =
            ["over \(Figures.count(test.cells, "cell")), at the first look"]
            + (test.worst.map { ["most in \($0.label)"] } ?? [])
    }

    /// Nil of a check that does not apply.
    init?(_ check: ExactCheck) {
        let verdict: Verdict
        switch check.state {
        case .notApplicable: return nil
        case .decided(let decided): verdict = decided
        case .needsRepetition, .needsConfirmation: verdict = .undecided
        }
        self.init(
            .exact, cell: check.cell, metric: check.rule.metric.name, verdict: verdict, pairs: check.repetitions.count)
        base = check.repetitions.last?.base
        head = check.repetitions.last?.head
        tolerance = check.rule.slack
        notes = check.note.map { [$0] } ?? []
    }

    init(_ cell: ComparedCell, _ tally: StatusTally, verdict: Verdict) {
        self.init(.status, cell: cell, verdict: verdict, pairs: tally.pairs)
        let statuses = tally.headStatuses.sorted { $0.key.rawValue < $1.key.rawValue }
        let words = statuses.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        notes = [
            "of \(Figures.count(tally.pairs, "pair")) only head did not end well in \(tally.headOnly), only base in \(tally.baseOnly), "
                + "neither in \(tally.both); head: \(words)"
        ]
    }
}
