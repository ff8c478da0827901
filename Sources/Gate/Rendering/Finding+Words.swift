import Experiment

extension Finding {
    /// The verdict as a table has it: `~` where nothing is shown, nothing where nothing is judged.
    var verdictWord: String {
        switch (kind, verdict) {
        case (.reported, _): ""
        case (_, .undecided): "~"
        default: verdict.rawValue
        }
    }

    /// What is judged: a metric's column, or `status`.
    var subject: String { metric ?? "status" }

    /// Untrusted.
    var cellLabel: String { cell?.label ?? "all cells" }

    /// `0.871x`; of an exact metric `3 -> 4`.
    var change: String {
        if kind == .exact {
            return "\(base.map(Figures.plain) ?? "?") -> \(head.map(Figures.plain) ?? "?")"
        }
        return ratio.map(Figures.ratio) ?? ""
    }

    /// `0.840x to 0.902x`.
    var interval: String {
        guard let ratioLow, let ratioHigh else { return "" }
        return "\(Figures.ratio(ratioLow)) to \(Figures.ratio(ratioHigh))"
    }

    /// `4.51 of 4.29`: the evidence and its boundary.
    var evidence: String {
        guard let z, let boundary else { return "" }
        return "\(Figures.fixed(z, 2)) of \(Figures.fixed(boundary, 2))"
    }
}

extension LimitFinding {
    /// The state as a table has it.
    var stateWord: String {
        switch state {
        case .kept: "kept"
        case .broken: "broken"
        case .unknown: "unknown, so broken"
        case .notApplicable: "does not apply"
        }
    }

    var figureText: String { figure.map(Figures.plain) ?? "?" }
}

extension GateReport {
    /// One sentence on the whole.
    var headline: String {
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

    /// Notes of the findings, each with what it is about; untrusted.
    var remarks: [(about: String, text: String)] {
        findings.flatMap { finding in
            finding.notes.map { (about: "\(finding.cellLabel), \(finding.subject)", text: $0) }
        }
    }
}
