import ArgumentParser
import Experiment
import Report

/// `laggard report`: a run as one HTML file.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run as one self-contained HTML file: findings, pictures, tables, every trial.",
        discussion: """
            The file opens in any browser without a network and holds everything: a summary in words, the key figures, \
            pictures to look into, a table of all trials, each trial's time series and latencies, and the manifest with \
            its command line. With --against it shows a second run beside the first, and what 'laggard gate' says of \
            the two; that verdict decides no exit code here.

            A report that is there already is replaced. Any other file is left alone, unless --force is given.

            Exit codes: 0 written, 2 usage or a file that cannot be used, 7 a file could not be read or written.
            """
    )

    @Argument(help: ArgumentHelp("Folder of a run.", valueName: "RUN_DIR"))
    var folder: String

    @Option(help: ArgumentHelp("Folder of a run that it stands against: the older one.", valueName: "RUN_DIR"))
    var against: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file, instead of report.html in the run's folder.", valueName: "FILE"))
    var output: String?

    @Flag(help: "Replace the file even if it is no report.")
    var force = false

    func run() throws {
        let file = try ReportFile(path: output ?? RunFiles(folder: folder).report, replacesAnything: force)
        let run = try ReportReader(folder: folder, role: .run).run()
        let other = try against.map { try ReportReader(folder: $0, role: .against).run() }
        for note in run.notes + (other?.notes ?? []) { Terminal.write("note: \(note.shown(limit: 400))\n", to: .error) }
        let report = RunReport(run, against: other, verdict: Self.verdict(run, other))
        let bytes: [UInt8]
        do throws(BadHistogram) {
            bytes = try report.html()
        } catch {
            throw Failure(
                .usage,
                "\(RunFiles(folder: error.folder).histograms):\(error.line): this is no histogram: \(error.reason)",
                hint: "Mend the row, or take it out: the report then does without it.")
        }
        try file.write(bytes)
        Terminal.write("\(file.path)\n", to: .output)
    }

    /// What the gate says of two runs, or of a comparison's two sides; nil where there is nothing to compare.
    private static func verdict(_ run: ReportRun, _ against: ReportRun?) -> ReportVerdict? {
        guard against != nil || run.manifest.comparison != nil else { return nil }
        let sides = [against ?? run, run].map {
            RecordedRun(folder: RunFiles(folder: $0.folder).folder, manifest: $0.manifest, records: $0.records)
        }
        let comparison = RunComparison(
            baseline: sides[0], candidate: sides[1], judgesTimings: false, takesCommonCells: true)
        do {
            return .judged(try comparison.report())
        } catch {
            return .incomparable(error.message)
        }
    }
}
