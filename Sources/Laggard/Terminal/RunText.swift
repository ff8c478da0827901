import Experiment

/// What is said of a run as a whole. Pure.
enum RunText {
    /// The tables, then where the files are.
    static func summary(_ records: [TrialRecord], _ files: RunFiles) -> String {
        """
        \(SummaryTable(records).text())
        Trials:   \(files.trials)
        Samples:  \(files.samples)
        Manifest: \(files.manifest)

        """
    }

    static func resumeCommand(_ files: RunFiles) -> String {
        let isPlain = files.folder.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
        let parts = files.folder.split(separator: "'", omittingEmptySubsequences: false)
        return "laggard run --resume " + (isPlain ? files.folder : "'\(parts.joined(separator: "'\\''"))'")
    }
}
