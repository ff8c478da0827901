import ArgumentParser
import Experiment
import Foundation

/// `laggard profile`: where the CPU time and the memory of one cell go.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Profile one cell: where its CPU time and its memory go.",
        discussion: """
            Runs one trial with profilers on, and writes into a folder of its own a CPU profile and a heap profile of \
            the window, for 'go tool pprof', and a flame graph as one HTML file. Prints the functions at the top. With \
            --diff it does the same with another strategy, and shows what the one does that the other does not.

            Without a plan it is the cell of 'laggard leak': one subscriber that keeps up, messages as fast as publish \
            returns, a timeout that never comes. Of a plan's cells, --scenario, --strategy and --where must leave one.

            A profile costs time, so there is no row of it: measure with 'laggard run'.

            Exit codes: 0 done, 2 usage, or a program without profiles, 4 the trial failed, 7 a file could not be \
            written, 130 / 143 interrupted.
            """
    )

    @OptionGroup var source: ProfiledSource

    @Option(help: ArgumentHelp("Another strategy that it is held against.", valueName: "name"))
    var diff: String?

    @Option(help: ArgumentHelp("Functions in each table.", valueName: "N"))
    var top = 12

    @Flag(help: "Sort them with what they call, not by themselves.")
    var cum = false

    @Option(help: ArgumentHelp("Folder for the files: new, or empty.", valueName: "DIR"), completion: .directory)
    var output: String?

    @Flag(help: "No progress.")
    var quiet = false

    func validate() throws {
        if !(1...1_000).contains(top) { throw ValidationError("--top is \(top); it must be in 1...1000.") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let plan = try source.plan()
        let subject = try source.cell()
        let base = try diff.map { try source.cell(strategy: $0) }
        if base == subject { throw Failure(.usage, "--diff names the same strategy: there is no difference") }
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        let session = try await ProfileSession(
            plan: plan, cells: [subject, base].compactMap(\.self), output: output, interruption: interruption,
            isQuiet: quiet)
        let profiles = try await session.run()
        Terminal.write(
            try session.finish(profiles, TableLimit(count: top, order: cum ? .cumulative : .flat)), to: .output)
    }
}
