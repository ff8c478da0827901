import Experiment
import Gate

/// What is said of a run as a whole. Pure.
enum RunText {
    /// The tables, then where the files are.
    static func summary(_ records: [TrialRecord], _ files: RunFiles) -> String {
        """
        \(tables(records))\(profiled(records))
        Trials:   \(files.trials)
        Samples:  \(files.samples)
        Manifest: \(files.manifest)
        Report:   laggard report \(quoted(files.folder))

        """
    }

    /// A caution where a profiler took its share.
    private static func profiled(_ records: [TrialRecord]) -> String {
        records.contains(where: \.cell.profiled)
            ? "\nThe trials served profiles of themselves: their figures are not those of trials without.\n" : ""
    }

    /// The summary, and after it the ratios where there are any.
    /// - Parameter part: nil for both.
    static func tables(_ records: [TrialRecord], part: Part? = nil, isMarkdown: Bool = false) -> String {
        let ratios = RatioTables(records)
        var parts: [String] = []
        if part != .ratios {
            parts.append(isMarkdown ? SummaryTable(records).markdown() : SummaryTable(records).text())
        }
        if part != .summary, !ratios.isEmpty {
            let tables = ratios.tables.map { isMarkdown ? $0.markdown : $0.text }
            parts.append(
                (tables + [isMarkdown ? TextTable.escaped(ratios.caption) : ratios.caption]).joined(separator: "\n"))
        }
        return parts.isEmpty ? "no cell has trials of two implementations\n" : parts.joined(separator: "\n")
    }

    /// What there is to show of a run.
    enum Part: String, CaseIterable { case summary, ratios }

    /// The verdict, then where the files are.
    static func compared(_ report: GateReport, _ files: RunFiles) -> String {
        """
        \(report.text())
        Trials:   \(files.trials)
        Verdict:  \(files.verdict)

        """
    }

    static func resumeCommand(_ files: RunFiles) -> String { "laggard run --resume \(quoted(files.folder))" }

    /// As a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        if path.allSatisfy({ $0.isLetter || $0.isNumber || "/._-".contains($0) }) { return path }
        return "'\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
