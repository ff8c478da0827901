import ArgumentParser
import Experiment
import Foundation
import Gate

/// `laggard compare`: the pull-request gate.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two revisions on this machine, in pairs of trials, and decide.",
        discussion: """
            Checks both revisions out side by side, builds their children alike, and runs the cells of a plan (the \
            preset 'gate' unless told) in pairs, base and head back to back, until each metric of each cell is shown \
            to be worse (regression), better (improvement) or no worse than its tolerance (unchanged), or the budget \
            is spent (undecided). Every trial goes to results/<run-id>/, with verdict.json.

            Exit codes: 0 no regression, 1 regression, 2 usage, a revision that is not there or a build that failed, 3 \
            undecided, 4 trials failed and it is undecided, 5 nothing comparable, 6 a limit of the plan is broken, 7 a file \
            could not be written, 130 / 143 interrupted.
            """
    )

    @OptionGroup var source: PlanSource
    @OptionGroup var output: ReportOutput

    @Option(
        help: ArgumentHelp("The revision to compare with: a branch, a tag or a hash.", valueName: "REF"),
        completion: .revision)
    var base: String?

    @Option(
        help: ArgumentHelp("The revision that is judged; without it, the work tree as it is.", valueName: "REF"),
        completion: .revision)
    var head: String?

    @Option(
        help: ArgumentHelp(
            "A program and its arguments instead of a revision, as a shell reads them.", valueName: "command"),
        completion: .file())
    var baseCommand: String?

    @Option(help: ArgumentHelp("Likewise.", valueName: "command"), completion: .file())
    var headCommand: String?

    @Option(help: ArgumentHelp("Longest time of the pairs, builds apart.", valueName: "duration"))
    var budget: TimeoutArgument = .init(argument: "5m")!

    @Option(help: ArgumentHelp("A regression counts only from this change of the median on, as 5%.", valueName: "%"))
    var floor: Percentage?

    @Option(
        help: ArgumentHelp("Folder that keeps the built base for the next comparison.", valueName: "DIR"),
        completion: .directory)
    var cache: String?

    @Option(
        name: .customLong("output"), help: ArgumentHelp("Folder for the results: new, or empty.", valueName: "DIR"),
        completion: .directory)
    var folder: String?

    @Option(help: ArgumentHelp("Longest time of one trial, as 60s or 2m; else computed.", valueName: "duration"))
    var trialTimeout: TimeoutArgument?

    @Flag(help: "Compare the head with itself, and say what the gate reaches on this machine.")
    var selfTest = false

    @Option(
        help: ArgumentHelp(
            "With --self-test: replay the pairs of these comparisons, and measure nothing.", valueName: "DIR"),
        completion: .run)
    var recorded: [String] = []

    @Option(help: ArgumentHelp("With --self-test: how many gates are replayed.", valueName: "N"))
    var gates = 10_000

    @Flag(help: "No progress, and no output of builds unless they fail.")
    var quiet = false

    func validate() throws {
        for (side, reference, command) in [("base", base, baseCommand), ("head", head, headCommand)]
        where reference != nil && command != nil {
            throw ValidationError("Give --\(side) or --\(side)-command, not both.")
        }
        if !selfTest && !recorded.isEmpty { throw ValidationError("--recorded goes with --self-test.") }
        if !(100...1_000_000).contains(gates) { throw ValidationError("--gates is \(gates); write 100 to 1000000.") }
        if selfTest {
            if base != nil || baseCommand != nil {
                throw ValidationError("--self-test compares the head with itself: leave the base out.")
            }
        } else if base == nil && baseCommand == nil {
            throw ValidationError("Give the revision to compare with: --base REF, or --base-command.")
        }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let request = try request()
        let interruption = Interruption()
        let sources = interruption.install()
        defer { for source in sources { source.cancel() } }
        let session = ComparisonSession(request: request, interruption: interruption)
        if selfTest { return try await test(session) }
        let result = try await session.run()
        Terminal.write(RunText.compared(result.report, result.files), to: .output)
        try output.write(result.report)
        let status = ExitStatus(result.report.outcome)
        if status != .done { throw Failure(status, "") }
    }

    private func test(_ session: ComparisonSession) async throws {
        let request = session.request
        let selfTest = SelfTest(
            cells: request.cells, tolerances: request.tolerances, rule: request.rule, seed: request.seed, gates: gates)
        guard recorded.isEmpty else {
            let (pairs, room) = try selfTest.recorded(recorded)
            return Terminal.write(try selfTest.text(pairs, pairsPerCell: room), to: .output)
        }
        let (text, files) = try await session.test(selfTest)
        Terminal.write(text + "\nTrials:   \(files.trials)\n", to: .output)
    }

    private func request() throws -> ComparisonRequest {
        let plan = try source.plan(preset: .gate)
        let cells: [Cell]
        do throws(PlanProblems) { cells = try Matrix(plan).cells } catch { throw Failure(.usage, error.description) }
        guard !cells.isEmpty else { throw Failure(.usage, "the plan '\(plan.name)' has no cells") }
        var rule = GateRule()
        rule.floor = floor?.fraction
        let head = side(self.head, headCommand) ?? .workTree
        return ComparisonRequest(
            plan: plan, cells: cells, base: selfTest ? head : side(base, baseCommand) ?? head, head: head,
            budgetS: budget.duration.seconds, seed: source.seed ?? .random(in: 0...(UInt64.max >> 1)), rule: rule,
            tolerances: plan.parsedTolerances,
            output: folder, cache: cache, timeout: trialTimeout?.duration, isQuiet: quiet)
    }

    private func side(_ reference: String?, _ command: String?) -> SideSource? {
        reference.map(SideSource.revision) ?? command.map(SideSource.command)
    }
}
