import Experiment
import Foundation
import Results
import Testing

/// A run of a plan with the real child, and its rows.
struct RealRun {
    /// Removes its files when the run is let go of.
    let sandbox: Sandbox
    let folder: RunFolder
    let rows: [TrialRecord]

    /// Writes the plan to a file and runs it. The run must end with 0.
    init(_ scenarios: String, options: [String] = [], implementations: (Sandbox) throws -> String = { _ in "" }) throws
    {
        let sandbox = try Sandbox()
        let head = "name: findings\n" + (try implementations(sandbox))
        try self.init(
            arguments: [sandbox.write("\(head)scenarios:\n\(scenarios)\n", to: "plan.yaml")] + options, in: sandbox)
    }

    init(preset: String) throws {
        try self.init(arguments: ["--preset", preset], in: Sandbox())
    }

    private init(arguments: [String], in sandbox: Sandbox) throws {
        self.sandbox = sandbox
        let ending = try Laggard.run(["run"] + arguments + ["--output", "out", "--quiet"], in: sandbox)
        try #require(ending.code == 0, "\(ending.output)\(ending.error)")
        folder = RunFolder(path: sandbox.path("out"))
        rows = try folder.trials()
    }

    func row(_ strategy: StrategyName, _ source: TimerSourceName? = nil) throws -> TrialRecord {
        try #require(rows.first { $0.cell.strategy == strategy && (source == nil || $0.cell.timerSource == source) })
    }
}

extension TrialRecord {
    /// The figure, which must be there.
    func figure(_ metric: Metric) throws -> Double {
        try #require(
            measurements[metric], "\(metric.name) of \(cell.strategy) is empty: \(status) \(statusDetail ?? "")")
    }

    /// What must be there for each subscriber: the right side of the accounting identity, summed over a class.
    func accounted(_ subscriberClass: SubscriberClass) throws -> Double {
        try [
            Metric.deliveries(subscriberClass), .dropsTimedOut(subscriberClass), .dropsRejectedNewest(subscriberClass),
            .dropsEvictedOldest(subscriberClass), .dropsClosed(subscriberClass), .depthLeft(subscriberClass),
            .pending(subscriberClass),
        ].map(figure).reduce(0, +)
    }
}
