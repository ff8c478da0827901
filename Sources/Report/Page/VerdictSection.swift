import Gate

/// What the gate says, as it says it.
struct VerdictSection {
    let verdict: ReportVerdict?

    var markup: Markup {
        switch verdict {
        case nil: ""
        case .judged(let report):
            """
            <section id="verdict">
            <h2>Verdict</h2>
            <p>\(report.base) → \(report.head): <strong>\(report.headline)</strong></p>
            \(findings(report))\(limits(report))\(notes(report))</section>

            """
        case .incomparable(let reason):
            """
            <section id="verdict">
            <h2>Verdict</h2>
            <p>Nothing can be compared: \(reason)</p>
            </section>

            """
        }
    }

    private func findings(_ report: GateReport) -> Markup {
        let shown = report.shownFindings
        guard !shown.isEmpty else { return "" }
        var table = HTMLTable(
            "Verdicts",
            columns: [
                .init(title: "verdict", meaning: "~ is undecided; empty where nothing is judged"), .init(title: "cell"),
                .init(title: "metric"), .init(title: "head/base", isFigure: true), .init(title: "interval"),
                .init(title: "pairs", isFigure: true),
                .init(title: "Z", meaning: "evidence, and the least that shows it"),
            ])
        for finding in shown {
            table.add([
                "<strong>\(finding.verdictWord)</strong>", "\(finding.cellLabel)", "<code>\(finding.subject)</code>",
                "\(finding.change)", "\(finding.interval)", "\(finding.pairs)", "\(finding.evidence)",
            ])
        }
        return table.markup
    }

    private func limits(_ report: GateReport) -> Markup {
        guard !report.limits.isEmpty else { return "" }
        var table = HTMLTable(
            "Limits",
            columns: [
                .init(title: "limit"), .init(title: "cell"), .init(title: ""), .init(title: "figure", isFigure: true),
                .init(title: "trials", isFigure: true),
            ])
        for limit in report.limits {
            table.add([
                "<strong>\(limit.stateWord)</strong>", "\(limit.cell.label)", "<code>\(limit.limit)</code>",
                "\(limit.figureText)", "\(limit.trials)",
            ])
        }
        return table.markup
    }

    private func notes(_ report: GateReport) -> Markup {
        let said =
            report.unchangedCounts.map { "unchanged: \($0)" } + report.notes
            + report.remarks.map { "\($0.about): \($0.text)" }
        return said.isEmpty ? "" : "<ul>\n\(Markup(said.map { "<li>\($0)</li>\n" }))</ul>\n"
    }
}
