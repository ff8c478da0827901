import Experiment
import Profiling

/// What is said of profiles. Pure.
enum ProfileText {
    /// `after`, or `after against timer`.
    static func title(_ trials: [ProfiledTrial]) -> String { trials.map(\.name).joined(separator: " against ") }

    /// What a trial was, and what it did.
    static func facts(_ trial: ProfiledTrial) -> String {
        let figures = trial.findings.measurements
        var parts = [ProgressText.name(of: trial.cell)]
        if let window = figures[.window] {
            parts.append("a window of \(Duration.seconds(window).shortText)")
        }
        if let rate = figures[.deliveryRate] { parts.append("\(HumanScale.text(rate, .perSecond)) delivered") }
        if let growth = figures[.heapGrowth] { parts.append("heap growth \(HumanScale.text(growth, .bytes))") }
        if let timers = figures[.pendingTimersPeak] {
            parts.append("\(HumanScale.text(timers, .count)) timers pending at most")
        }
        return parts.joined(separator: "; ") + " (with the profilers' own)"
    }

    /// The tables, then where the files are.
    static func summary(_ trials: [ProfiledTrial], _ files: ProfileFiles, _ limit: TableLimit) -> String {
        var parts = trials.map { facts($0) + "\n" }
        if trials.count == 2 {
            parts += ProfileKind.allCases.map { kind in
                DiffTable(
                    kind, (trials[0].name, kind.stacks(of: trials[0])),
                    against: (trials[1].name, kind.stacks(of: trials[1])), limit
                ).text()
            }
        } else {
            parts += trials.flatMap { trial in
                ProfileKind.allCases.map { TopTable($0, $0.stacks(of: trial), limit).text() }
            }
        }
        return parts.joined(separator: "\n") + "\n" + paths(trials, files)
    }

    private static func paths(_ trials: [ProfiledTrial], _ files: ProfileFiles) -> String {
        let profiles = trials.flatMap { [files.cpu($0.name), files.heap($0.name)] }
        return "Flame graph: \(files.flameGraph)\n" + profiles.map { "Profile:     go tool pprof \($0)\n" }.joined()
    }
}
