import Experiment
import Results

/// What is to be known of a run before its figures are believed.
struct RunFacts {
    let run: ReportRun
    let cells: [ReportCell]
    /// Of the run among those of the report; what leads to its trials.
    let trialLink: (TrialRecord) -> Markup

    /// Failed trials that are named.
    private static let mostNamed = 5

    var sentences: [Markup] {
        [counts] + failures + run.notes.map { "Note: \($0)." } + cautions + [noise].compactMap(\.self)
    }

    private var trials: [TrialRecord] { cells.flatMap(\.trials) }

    private var counts: Markup {
        let statuses = TrialStatus.allCases.compactMap { status -> String? in
            let count = trials.count { $0.status == status }
            return count == 0 ? nil : "\(FigureText.whole(Double(count))) \(status.rawValue)"
        }
        let repetitions = Set(cells.map(\.trials.count)).sorted()
        let each =
            repetitions.count == 1
            ? FigureText.count(repetitions[0], "trial") + " each"
            : "\(repetitions.first ?? 0) to \(repetitions.last ?? 0) trials each"
        return """
            \(FigureText.count(trials.count, "trial")) of \(FigureText.count(cells.count, "cell")), \(each): \
            \(statuses.joined(separator: ", ")).\(unfinished)
            """
    }

    /// A run that was cut short, or goes on.
    private var unfinished: Markup {
        guard run.manifest.exitStatus == nil else { return "" }
        let planned = run.manifest.comparison == nil ? (try? Schedule(run.manifest.plan))?.trials.count : nil
        let of: Markup = planned.map { " of \(FigureText.whole(Double($0))) that are planned" } ?? ""
        return " <strong>The run has not come to its end: these are its trials so far\(of).</strong>"
    }

    /// Trials that a bug or the machine has ended, not the strategy.
    private var failures: [Markup] {
        let failed = trials.filter { !$0.status.isOutcome }
        let named = failed.prefix(Self.mostNamed).map { trial -> Markup in
            let place =
                "\(trial.cell.scenario), \(trial.cell.strategy.rawValue), \(FigureText.count(trial.cell.subscribers, "subscriber"))"
            let detail = trial.statusDetail.map { ": \($0)" } ?? ""
            return "Failed: \(trialLink(trial)) (\(place)): <strong>\(trial.status.rawValue)</strong>\(detail)"
        }
        let more = failed.count - named.count
        return named
            + (more > 0 ? ["\(FigureText.count(more, "more trial")) failed: they are in the table of trials."] : [])
    }

    private var cautions: [Markup] {
        let (machine, build) = (run.manifest.machine, run.manifest.build)
        var said: [Markup] = []
        if let load = machine.loadAverage, let cores = machine.cores, load > Double(cores) / 4 {
            said.append(
                """
                The machine was not idle when the run began: load average \(FigureText.number(load)) on \
                \(FigureText.count(cores, "core")).
                """)
        }
        if let optimisation = build.optimisation, optimisation != "release" {
            said.append("Built as \(optimisation): figures are not those of an optimised build.")
        }
        if build.isDirty == true { said.append("The work tree had changes that no revision holds.") }
        return said
    }

    /// How far trials of the same cell lie apart.
    private var noise: Markup? {
        guard cells.contains(where: { $0.ok.count > 1 }) else {
            return """
                One trial of each cell: how far trials of the same cell lie apart is not known, and a difference below \
                may be chance.
                """
        }
        let parts = [Metric.deliveryRate, .latencyP99(.fast)].compactMap { metric -> Markup? in
            let saturated = cells.filter { $0.cell.loadModel == .saturated }
            let ranges = (metric == .deliveryRate && !saturated.isEmpty ? saturated : cells).compactMap {
                cell -> Double? in
                guard cell.ok.count > 1, let figure = cell.figure(metric), figure.count > 1, figure.median > 0 else {
                    return nil
                }
                return (figure.most - figure.least) / figure.median
            }
            guard let spread = Repetitions(ranges) else { return nil }
            let name: Markup = metric == .deliveryRate ? "deliveries a second" : "the p99 of the fast class"
            return
                "in \(name) by \(Self.percent(spread.median)) in the median of the cells and by \(Self.percent(spread.most)) at most"
        }
        guard !parts.isEmpty else { return nil }
        return """
            Trials of the same cell lie apart, from the least to the most, \(Markup(parts, separator: "; ")). A smaller \
            difference may be chance.
            """
    }

    private static func percent(_ share: Double) -> String {
        share < 0.0995 ? FigureText.percent(share * 100) : "\(FigureText.whole(share * 100))%"
    }
}
