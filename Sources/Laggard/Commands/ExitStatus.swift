import Gate

/// The exit codes of every command, each with one meaning.
enum ExitStatus: Int32, CaseIterable {
    /// Done; where there is a verdict: no regression.
    case done = 0
    case regression = 1
    /// The command line, a plan or a file that was given cannot be used.
    case usage = 2
    /// A comparison spent its budget without an answer.
    case undecided = 3
    /// A trial failed, crashed or timed out; or a check of `doctor` failed.
    case trialFailed = 4
    case nothingComparable = 5
    /// A limit that the plan sets is broken.
    case limitBroken = 6
    /// A file could not be read or written: a full disk among others.
    case inputOutput = 7
    /// A bug of laggard itself.
    case bug = 70
    /// Ended by SIGINT (Ctrl-C).
    case interrupted = 130
    /// Ended by SIGTERM.
    case terminated = 143

    /// What it means, in a few words.
    var meaning: String {
        switch self {
        case .done: "done"
        case .regression: "regression"
        case .usage: "usage or bad input"
        case .undecided: "undecided"
        case .trialFailed: "a trial failed (or a check of doctor)"
        case .nothingComparable: "nothing comparable"
        case .limitBroken: "a limit of the plan is broken"
        case .inputOutput: "a file cannot be read or written"
        case .bug: "a bug of laggard"
        case .interrupted: "interrupted (Ctrl-C)"
        case .terminated: "terminated"
        }
    }

    init(_ outcome: GateOutcome) {
        self =
            switch outcome {
            case .done: .done
            case .regression: .regression
            case .undecided: .undecided
            case .trialFailed: .trialFailed
            case .nothingComparable: .nothingComparable
            case .limitBroken: .limitBroken
            }
    }

    /// The code of a command that was ended by that signal.
    init(endedBy signal: Int32) {
        self = signal == 2 ? .interrupted : .terminated
    }
}
