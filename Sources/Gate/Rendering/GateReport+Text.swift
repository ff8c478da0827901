extension GateReport {
    /// For a terminal: a line per finding, `~` where nothing is shown, then the limits and the notes.
    public func text() -> String {
        var lines = ["\(Untrusted.terminal(base)) -> \(Untrusted.terminal(head)): \(headline)"]
        if !findings.isEmpty {
            lines +=
                [""] + (shownFindings.isEmpty ? [] : findingLines)
                + unchangedCounts.map { "unchanged  \(Untrusted.terminal($0))" }
        }
        if !limits.isEmpty { lines += [""] + limits.lines() }
        let said =
            notes.map(Untrusted.terminal)
            + remarks.map { "\(Untrusted.terminal($0.about)): \(Untrusted.terminal($0.text))" }
        if !said.isEmpty { lines += [""] + said.map { "note: \($0)" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private var findingLines: [String] {
        var table = PlainTable(
            header: ["verdict", "cell", "metric", "head/base", "interval", "pairs", "Z"], right: [3, 5])
        table.rows = shownFindings.map { finding in
            [
                finding.verdictWord, Untrusted.terminal(finding.cellLabel), finding.subject, finding.change,
                finding.interval, String(finding.pairs), finding.evidence,
            ]
        }
        return table.lines()
    }
}

extension [LimitFinding] {
    /// A line per limit and cell, below a header.
    public func lines() -> [String] {
        var table = PlainTable(header: ["limit", "cell", "", "figure", "trials"], right: [3, 4])
        table.rows = map { limit in
            [
                limit.stateWord, Untrusted.terminal(limit.cell.label), limit.limit, limit.figureText,
                String(limit.trials),
            ]
        }
        return table.lines()
    }
}
