import Experiment
import Gate

/// The summary of a report: sentences, each with the figures and the cell that it stands on. It says only what the
/// figures show: medians of repetitions, lower bounds as such, and nothing where repetitions do not tell two apart.
struct Findings {
    struct Section {
        let title: String
        let sentences: [Markup]
    }

    let runs: [ReportRun]
    let index: ReportIndex
    let verdict: ReportVerdict?

    /// Those that have something to say.
    var sections: [Section] {
        [
            Section(title: "The run", sentences: facts), Section(title: "Compared", sentences: comparison),
            Section(title: "What goes wrong", sentences: faults), Section(title: "What is best", sentences: best),
        ].filter { !$0.sentences.isEmpty }
    }

    private var facts: [Markup] {
        runs.enumerated().flatMap { number, run -> [Markup] in
            let prefix = runs.count > 1 ? "\(run.role.rawValue):" : ""
            let facts = RunFacts(run: run, cells: index.cells.filter { $0.run == number }) { trial in
                "<a href=\"\(Link.trial(prefix + trial.trialID))\"><code>\(trial.trialID)</code></a>"
            }
            let name: Markup = runs.count > 1 ? "<strong>\(run.name)</strong>: " : ""
            return facts.sentences.map { name + $0 }
        }
    }

    // MARK: Faults

    /// Cells of one fault that are named beside the gravest.
    private static let mostOthers = 3

    private var faults: [Markup] {
        var seen = Observations()
        for (number, cell) in index.cells.enumerated() where cell.run == 0 {
            seen.add(CellObservations(number: number, cell: cell).all)
        }
        for panel in index.panels(run: 0) { seen.add(HeapObservations(panel: panel, index: index).all) }
        let latency = CollateralLatency(index: index, run: 0).sentences.map {
            "<strong>Latency</strong>: " + $0 as Markup
        }
        return FindingKind.allCases.compactMap { sentence($0, seen) } + latency + [absences(seen)].compactMap(\.self)
    }

    /// One sentence: the strategy with which it is gravest, and in short the others, each with its gravest cell.
    private func sentence(_ kind: FindingKind, _ seen: Observations) -> Markup? {
        let groups = Dictionary(grouping: seen.evidence.filter { $0.kind == kind }) { evidence in
            [index.cells[evidence.cell].cell.implementation, index.cells[evidence.cell].strategy]
        }
        let sorted = groups.values.map { group -> [Evidence] in
            var found: Set<Int> = []
            // A cell that is in several settings has been looked at in each.
            return group.sorted { ($0.weight, $1.cell) > ($1.weight, $0.cell) }.filter {
                found.insert($0.cell).inserted
            }
        }.sorted { ($0[0].weight, $1[0].cell) > ($1[0].weight, $0[0].cell) }
        guard let gravest = sorted.first else { return nil }
        let links = gravest.dropFirst().prefix(Self.mostOthers).map { other -> Markup in
            "<a href=\"\(Link.cell(index.cells[other.cell].id))\">\(place(other.cell))</a>"
        }
        let also: Markup =
            links.isEmpty
            ? ""
            : " Also in \(gravest.count - 1) other cell\(gravest.count == 2 ? "" : "s")"
                + (gravest.count - 1 > links.count ? ", such as " : ": ") + Markup(links, separator: "; ") + "."
        let others = sorted.dropFirst().map { group -> Markup in
            "\(index.link(group[0].cell)) \(group[0].short)"
        }
        let likewise: Markup =
            others.isEmpty ? "" : " Others, each in its gravest cell: \(Markup(others, separator: ", "))."
        return """
            <strong>\(kind.title)</strong>: \(index.link(gravest[0].cell)) \(gravest[0].words) \
            (\(place(gravest[0].cell))).\(also)\(likewise)
            """
    }

    /// What was looked for and not found.
    private func absences(_ seen: Observations) -> Markup? {
        let found = Set(seen.evidence.map(\.kind))
        let absent = FindingKind.allCases.filter { seen.lookedFor.contains($0) && !found.contains($0) }
        return absent.isEmpty
            ? nil
            : "Looked for wherever the figures are known, and not found: \(absent.map(\.absence).joined(separator: ", "))."
    }

    /// Where a cell is, without its strategy. Untrusted text.
    private func place(_ number: Int) -> String {
        let title = index.titles[number].dropFirst(index.cells[number].strategy.count + 2)
        return "scenario \(index.cells[number].cell.scenario), \(title)"
    }

    // MARK: Best

    /// Settings that are ranked: a sweep has hundreds.
    private static let mostRankings = 12

    private var best: [Markup] {
        let rankings = index.largestPanels(run: 0).flatMap { panel in
            Ranking.Subject.allCases.compactMap { Ranking($0, panel, index) }
                .map { $0.sentence(index, place: panel.place) }
        }
        let more = rankings.count - Self.mostRankings
        return rankings.prefix(Self.mostRankings)
            + (more > 0 ? ["\(more) more settings are in the key figures and the pictures."] : [])
    }

    // MARK: Compared

    private var comparison: [Markup] {
        var said: [Markup] = []
        switch verdict {
        case .judged(let report)?:
            said.append("The gate: <strong>\(report.headline)</strong>. <a href=\"#verdict\">Its table</a>")
        case .incomparable(let reason)?: said.append("The gate can compare nothing: \(reason)")
        case nil: break
        }
        if runs.count > 1 {
            said += ratios(
                .runs(index), "Against \(runs[1].name)",
                caution: "; two runs that were not interleaved differ by themselves")
        } else if runs[0].manifest.comparison != nil {
            said += ratios(.sides(index), "Head against base", caution: "")
        }
        return said + implementations
    }

    private func ratios(_ ratios: CellRatios, _ title: String, caution: Markup) -> [Markup] {
        let parts = ratios.parts
        return parts.isEmpty ? [] : ["\(title): \(Markup(parts, separator: "; "))\(caution)."]
    }

    private var implementations: [Markup] {
        let names = Set(index.cells.filter { $0.run == 0 }.map(\.cell.implementation)).sorted()
        let builtIn = Plan.builtInImplementation
        guard names.count > 1, let reference = names.contains(builtIn) ? builtIn : names.first else { return [] }
        return names.filter { $0 != reference }.flatMap { other in
            ratios(
                .implementations(index, reference: reference, other: other),
                "Implementation \(reference) against \(other)", caution: "")
        }
    }
}
