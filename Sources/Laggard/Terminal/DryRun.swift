import Experiment

/// What a run would do, as text. Pure.
struct DryRun {
    let schedule: Schedule
    /// Trials that need not be run again.
    var done: Set<String> = []
    /// What would be built first.
    var builds: [ImplementationBuild] = []

    func text() -> String {
        let missing = schedule.trials.filter { !done.contains($0.trialID) }
        var cells: [(trial: PlannedTrial, count: Int)] = []
        var index: [String: Int] = [:]
        for trial in missing {
            if let known = index[trial.cellID] {
                cells[known].count += 1
            } else {
                index[trial.cellID] = cells.count
                cells.append((trial, 1))
            }
        }
        var table = TextTable(header: ["cell", "trials", "each", ""], alignment: [.left, .right, .right, .left])
        table.rows = cells.map { trial, count in
            let each = Duration.seconds(trial.cell.estimatedS).shortText
            return [trial.cellID, String(count), each, ProgressText.name(of: trial.cell)]
        }
        let seconds = missing.reduce(0) { $0 + $1.cell.estimatedS }
        let had = done.isEmpty ? "" : " (\(done.count) done already)"
        let total = "\(cells.count) cells, \(missing.count) trials\(had), about \(Duration.seconds(seconds).shortText)"
        let skipped = schedule.skipped.map { "left out: \($0)" }
        let builds = builds.map { "built first: \($0.implementation): \($0.text)" }
        return (table.lines() + [total] + skipped + builds).joined(separator: "\n") + "\n"
    }
}
