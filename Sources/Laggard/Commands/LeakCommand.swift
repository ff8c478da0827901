import ArgumentParser
import Experiment
import Foundation

/// `laggard leak`: the article's demonstration, timers that stay armed while the heap grows.
struct LeakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leak",
        abstract: "Show a strategy's timers pile up, and the heap with them.",
        discussion: """
            One subscriber that keeps up, messages as fast as publish returns, and a timeout that never comes: 'after' \
            leaves a timer behind at every turn, the others do not. Prints heap and pending timers every second, and \
            what a timer costs; 'laggard doctor --measure' has that to compare with.

            The folder is that of a run: samples.csv has the series, 'laggard report DIR' and 'scripts/plot DIR' draw \
            it.

            Exit codes: 0 done, a heap limit that was reached included, 2 usage, 4 the trial failed, 7 a file could \
            not be written, 130 / 143 interrupted.
            """
    )

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Strategies, one trial each (see 'laggard list strategies').", valueName: "name ..."))
    var strategy: [String] = [StrategyName.after.rawValue]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "What their timers are made of: task, dispatch, nio, wheel; else dispatch where the strategy takes it.",
            valueName: "name ..."))
    var timerSource: [String] = []

    @Option(help: ArgumentHelp("How long a timer waits.", valueName: "duration"))
    var timeout = "180s"

    @Option(name: .customLong("for"), help: ArgumentHelp("How long each trial goes on.", valueName: "duration"))
    var duration = "10s"

    @Option(help: ArgumentHelp("Allocated bytes that end a trial.", valueName: "size"))
    var heapLimit = "4GiB"

    @Option(help: ArgumentHelp("Folder for the results: new, or empty.", valueName: "DIR"))
    var output: String?

    @OptionGroup var endpoint: EndpointOptions

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let plan = try LeakPlan(
            strategies: strategy, timerSources: timerSource, timeout: timeout, duration: duration,
            heapLimit: heapLimit
        ).plan()
        let request = try RunRequest(plan: plan, folder: .new(output), profiling: endpoint.profiling)
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        try await RunPreparation(request: request, interruption: interruption, builds: false, isQuiet: true).run()
        let known = DoctorFile.usual.measurements(of: MachineFacts.gather().fingerprint)
        if let announcement = endpoint.announcement { Terminal.write(announcement, to: .error) }
        var session = try await RunSession(request, interruption: interruption, timeout: nil, isQuiet: true)
        session.display = LeakDisplay(known: known) { Terminal.write($0, to: .output) }
        session.summary = { _, files in "Samples:  \(files.samples)\nPicture:  laggard report \(files.folder)\n" }
        try await session.run()
    }
}
