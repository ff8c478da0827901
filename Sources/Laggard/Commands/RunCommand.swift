import ArgumentParser
import Experiment
import Foundation

/// `laggard run`: measures every cell of a plan, each trial in a fresh child.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measure every cell of a plan, each trial in a fresh process.",
        discussion: """
            Results go to results/<run-id>/ unless --output names a folder: manifest.json, trials.csv, samples.csv \
            and logs/. A run that was interrupted or killed goes on with --resume. Implementations with a 'build' in \
            the plan are built first.

            Exit codes: 0 done, 2 usage, a bad plan, a build that failed or a program that is not there, 4 a trial \
            failed, crashed or timed out (the others were run), 6 a limit of the plan is broken, 7 a file could not be \
            written, 130 / 143 interrupted.
            """
    )

    @OptionGroup var source: PlanSource

    @Option(help: ArgumentHelp("Folder for the results: new, or empty.", valueName: "DIR"), completion: .directory)
    var output: String?

    @Option(help: ArgumentHelp("Longest time of one trial, as 60s or 2m; else computed.", valueName: "duration"))
    var trialTimeout: TimeoutArgument?

    @Option(
        help: ArgumentHelp("Go on with a run that was begun: only what is missing.", valueName: "DIR"),
        completion: .run)
    var resume: String?

    @Flag(help: "Print the cells and the time that they take; write nothing.")
    var dryRun = false

    @Flag(help: "Build nothing: the programs are there already.")
    var noBuild = false

    @OptionGroup var endpoint: EndpointOptions

    @Flag(help: "No progress, and no output of builds unless they fail.")
    var quiet = false

    func validate() throws {
        if resume == nil { return }
        if output != nil { throw ValidationError("--resume writes to the folder of its run: leave --output out.") }
        if source.hasChanges && !source.isGiven {
            throw ValidationError("--resume takes the plan from its manifest: it cannot be changed.")
        }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let request = try request()
        if dryRun {
            Terminal.write(try dryRun(request).text(), to: .output)
            return
        }
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        try await RunPreparation(
            request: request, interruption: interruption, builds: !noBuild, isQuiet: quiet
        ).run()
        if !quiet, let announcement = endpoint.announcement { Terminal.write(announcement, to: .error) }
        let session = try await RunSession(
            request, interruption: interruption, timeout: trialTimeout?.duration, isQuiet: quiet)
        try await session.run()
    }

    private func dryRun(_ request: RunRequest) throws -> DryRun {
        let builds = try noBuild ? [] : ImplementationBuild.needed(by: request.missing(), of: request.plan)
        return DryRun(schedule: request.schedule, done: try request.done(), builds: builds)
    }

    /// What is asked for, with everything checked that can be before a file is written.
    private func request() throws -> RunRequest {
        guard let resume else {
            return try RunRequest(plan: source.plan(), folder: .new(output), profiling: endpoint.profiling)
        }
        let folder = RunFiles(folder: resume).folder
        let manifest = try RunReader.manifest(folder: folder)
        if source.isGiven {
            let differences = try PlanDifference.between(manifest.plan, source.plan())
            guard differences.isEmpty else {
                let lines = differences.prefix(5).map { "\n  \($0)" }.joined()
                throw Failure(.usage, "the plan is not the one that '\(folder)' was begun with:\(lines)")
            }
        }
        return try RunRequest(plan: manifest.plan, folder: .begun(folder), profiling: endpoint.profiling)
    }
}
