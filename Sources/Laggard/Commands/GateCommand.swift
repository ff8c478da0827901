import ArgumentParser
import Experiment
import Gate

/// `laggard gate`: compares runs that exist.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Compare two runs that exist: counts that repeat exactly, and timings where they compare.",
        discussion: """
            Counts that repeat (accounting, order where it is promised, allocations of exact trials) are judged cell by \
            cell. Timings of two runs are shown and not judged: between machines and days they differ by themselves. \
            Only a folder of 'laggard compare', given as both, has timings in pairs: its verdict is made again from \
            its rows. --judge-timings judges those of two runs all the same, repetition by repetition.

            Exit codes: 0 no regression, 1 regression, 2 usage or a file that cannot be used, 3 undecided, 4 a trial \
            failed, 5 nothing comparable, or other cells, 7 a file could not be read or written.
            """
    )

    @Option(help: ArgumentHelp("Folder of the run to compare with.", valueName: "DIR"), completion: .run)
    var baseline: String

    @Option(help: ArgumentHelp("Folder of the run that is judged.", valueName: "DIR"), completion: .run)
    var candidate: String

    @OptionGroup var output: ReportOutput

    @Flag(help: "Judge timings though the runs were not interleaved: noise of the machine looks like a change.")
    var judgeTimings = false

    @Flag(help: "Compare the cells that both have, and leave the others out.")
    var commonCells = false

    func run() throws {
        let sides = try (RecordedRun(folder: baseline), RecordedRun(folder: candidate))
        let comparison = RunComparison(
            baseline: sides.0, candidate: sides.1, judgesTimings: judgeTimings, takesCommonCells: commonCells)
        let report = try comparison.report()
        Terminal.write(report.text(), to: .output)
        try output.write(report)
        let status = ExitStatus(report.outcome)
        if status != .done { throw Failure(status, "") }
    }
}
