import Experiment

extension Finding {
    /// The verdict as a table has it: `~` where nothing is shown, nothing where nothing is judged.
    package var verdictWord: String {
        switch (kind, verdict) {
        case (.reported, _): ""
        case (_, .undecided): "~"
        default: verdict.rawValue
        }
    }

    /// What is judged: a metric's column, or `status`.
    package var subject: String { metric ?? "status" }

    /// Untrusted.
    package var cellLabel: String { cell?.label ?? "all cells" }

    /// A count that is as it should be, with nothing to be said of it.
    var isUnremarkable: Bool { kind == .exact && verdict == .unchanged && notes.isEmpty }

    /// `0.871x`; of an exact metric `3 -> 4`.
    package var change: String {
        if kind == .exact {
            return "\(base.map(Figures.plain) ?? "?") -> \(head.map(Figures.plain) ?? "?")"
        }
        return ratio.map(Figures.ratio) ?? ""
    }

    /// `0.840x to 0.902x`.
    package var interval: String {
        guard let ratioLow, let ratioHigh else { return "" }
        return "\(Figures.ratio(ratioLow)) to \(Figures.ratio(ratioHigh))"
    }

    /// `4.51 of 4.29`: the evidence and its boundary.
    package var evidence: String {
        guard let z, let boundary else { return "" }
        return "\(Figures.fixed(z, 2)) of \(Figures.fixed(boundary, 2))"
    }
}

extension LimitFinding {
    /// The state as a table has it.
    package var stateWord: String {
        switch state {
        case .kept: "kept"
        case .broken: "broken"
        case .unknown: "unknown, so broken"
        case .notApplicable: "does not apply"
        }
    }

    package var figureText: String { figure.map(Figures.plain) ?? "?" }
}

extension GateReport {
    /// One sentence on the whole.
    package var headline: String {
        let looked =
            switch (looks, looksPlanned) {
            case (let looks?, let planned?): ", after look \(looks) of \(planned)"
            default: ""
            }
        let verdictWords = findings.isEmpty ? "nothing compared" : verdict.rawValue + looked
        let broken = limits.count { $0.state.isBroken }
        let held = limits.count { $0.state != .notApplicable }
        let limited =
            held == 0 ? "" : broken > 0 ? "; \(broken) of \(Figures.count(held, "limit")) broken" : "; limits kept"
        let failed = brokenTrials > 0 ? "; \(Figures.count(brokenTrials, "trial")) broken" : ""
        return verdictWords + limited + failed
    }

    /// Findings that have a line of their own: counts that are the same on both sides do not.
    package var shownFindings: [Finding] { findings.filter { !$0.isUnremarkable } }

    /// Of each cell, how many counts are the same on both sides; untrusted.
    package var unchangedCounts: [String] {
        var counts: [(label: String, metrics: [String])] = []
        for finding in findings where finding.isUnremarkable {
            if counts.last?.label == finding.cellLabel {
                counts[counts.count - 1].metrics.append(finding.subject)
            } else {
                counts.append((finding.cellLabel, [finding.subject]))
            }
        }
        return counts.map { label, metrics in
            metrics.count == 1
                ? "\(label): \(metrics[0])"
                : "\(label): \(metrics.count) counts, \(metrics[0]) to \(metrics[metrics.count - 1])"
        }
    }

    /// Notes of the findings, each with what it is about; untrusted.
    package var remarks: [(about: String, text: String)] {
        findings.flatMap { finding in
            finding.notes.map { (about: "\(finding.cellLabel), \(finding.subject)", text: $0) }
        }
    }
}
