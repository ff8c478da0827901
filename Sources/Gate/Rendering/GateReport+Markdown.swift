extension GateReport {
    /// For a comment on a pull request or the summary of a job: tables in GitHub's Markdown.
    public func markdown() -> String {
        var parts = ["### laggard: \(headline)", "\(Untrusted.code(base)) → \(Untrusted.code(head))"]
        if !shownFindings.isEmpty { parts.append(findingTable) }
        if !unchangedCounts.isEmpty {
            parts.append(unchangedCounts.map { "- unchanged: \(Untrusted.code($0))" }.joined(separator: "\n"))
        }
        if !limits.isEmpty { parts.append(limitTable) }
        let said =
            notes.map { "- \(Untrusted.markdown($0))" }
            + remarks.map { "- \(Untrusted.code($0.about)): \(Untrusted.markdown($0.text))" }
        if !said.isEmpty { parts.append(said.joined(separator: "\n")) }
        if let falseAlarms {
            parts.append(
                "`~` is undecided. A change that changes nothing is called a regression with a chance of at most "
                    + "\(Figures.percent(falseAlarms)).")
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var findingTable: String {
        let rows = shownFindings.map { finding in
            [
                finding.verdict == .regression ? "**regression**" : finding.verdictWord,
                Untrusted.code(finding.cellLabel), "`\(finding.subject)`", finding.change, finding.interval,
                String(finding.pairs), finding.evidence,
            ]
        }
        return Self.table(
            ["verdict", "cell", "metric", "head/base", "interval", "pairs", "Z"],
            ["---", "---", "---", "--:", "---", "--:", "---"], rows)
    }

    private var limitTable: String {
        let rows = limits.map { limit in
            [
                limit.state.isBroken ? "**\(limit.stateWord)**" : limit.stateWord, Untrusted.code(limit.cell.label),
                Untrusted.code(limit.limit), limit.figureText, String(limit.trials),
            ]
        }
        return Self.table(
            ["limit", "cell", "", "figure", "trials"], ["---", "---", "---", "--:", "--:"], rows)
    }

    private static func table(_ header: [String], _ rule: [String], _ rows: [[String]]) -> String {
        ([header, rule] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
