import ArgumentParser
import Experiment
import Foundation

/// `laggard search`: the highest rate that a strategy stands.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find the highest rate at which the limits hold, for each cell.",
        discussion: """
            For each cell of the plan whose load is open, in the place of its rate: messages per second are doubled or \
            halved until one rate holds and another does not, then the interval between them is halved until it is \
            narrow. A rate holds when every message went out in time, the fast class lost none and waits for none, and \
            every limit is kept; two trials that agree decide, of three at most. The cells take turns.

            The folder is that of a run, with search.csv beside trials.csv: a row for each rate, one for each answer.

            Exit codes: 0 done, 2 usage or a bad plan, 7 a file could not be written, 130 / 143 interrupted (what was \
            measured is kept).
            """
    )

    @OptionGroup var source: PlanSource

    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp(
            "What has to hold; may be given more than once. Without one: fast_latency_p99_ns <= 10ms.",
            valueName: "metric <= value"))
    var limits: [String] = []

    @Option(help: ArgumentHelp("The first rate, messages per second; else the plan's.", valueName: "rate"))
    var from: Double?

    @Option(help: ArgumentHelp("The lowest rate that is probed.", valueName: "rate"))
    var least: Double = 10

    @Option(help: ArgumentHelp("The highest rate that is probed.", valueName: "rate"))
    var most: Double = 1_000_000

    @Option(help: ArgumentHelp("How narrow the interval gets, from 1% on.", valueName: "percent"))
    var precision = Percentage(argument: "5%")!

    @Option(help: ArgumentHelp("Folder for the results: new, or empty.", valueName: "DIR"), completion: .directory)
    var output: String?

    @Option(help: ArgumentHelp("How the table is written: markdown is for documents.", valueName: "format"))
    var format = ShowCommand.Format.text

    @Flag(help: "Build nothing: the programs are there already.")
    var noBuild = false

    @Flag(help: "No progress, and no output of builds unless they fail.")
    var quiet = false

    func validate() throws {
        if source.repetitions != nil {
            throw ValidationError("--repetitions is of no use here: two trials that agree decide.")
        }
        guard least >= 1, most <= 100_000_000, least < most else {
            throw ValidationError("--least and --most must be in 1...100000000, the first below the second.")
        }
        if let from, !(least...most).contains(from) {
            throw ValidationError("--from must be between --least and --most.")
        }
        if precision.fraction < 0.01 { throw ValidationError("--precision is 1% or more: rates have three digits.") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let plan = try SearchPlan(
            source.plan(preset: .search), limits: limits.isEmpty ? ["fast_latency_p99_ns <= 10ms"] : limits, from: from,
            in: least...most, precision: precision.fraction)
        let request = try RunRequest(plan: plan.plan, folder: .new(output))
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        try await RunPreparation(
            request: request, interruption: interruption, builds: !noBuild, isQuiet: quiet
        ).run()
        let session = try await SearchSession(
            plan, request, folder: output, interruption: interruption, isQuiet: quiet)
        let answers = try await session.run()
        Terminal.write(session.summary(answers, isMarkdown: format == .markdown), to: .output)
    }
}
