import Experiment
import HistogramEncoding
import Results

@testable import Report

/// Trials and runs, as laggard measures them, without measuring anything.
enum Made {
    /// A trial that ended as ok, with what is said otherwise; its cell's id is that of its cell.
    static func trial(
        _ strategy: StrategyName, subscribers: Int = 100, repetition: Int = 0, scenario: String = "slow",
        cell change: (inout Cell) -> Void = { _ in }, _ figures: [Metric: Double] = [:]
    ) -> TrialRecord {
        var cell = Cell(
            scenario: scenario, strategy: strategy, partitions: 1, subscribers: subscribers, capacity: 10,
            loadModel: .open, warmupS: 0.1, drainLimitS: 0.4, heapLimitBytes: 4 << 30)
        cell.offeredRatePerS = 100
        cell.durationS = 2
        cell.slowFraction = 0.05
        cell.slowSubscribers = max(1, subscribers / 20)
        cell.slowKind = .constant
        cell.slowDelayMs = 100
        if strategy.waits {
            cell.timerSource = .dispatch
            cell.timeoutMs = 5
            cell.dispatch = .detached
        }
        change(&cell)
        let id = CellID.of(cell)
        var record = TrialRecord(
            runID: "made", trialID: "\(id)-r\(repetition)", cellID: id, repetition: repetition, order: repetition,
            startedAt: "2026-01-02T03:04:05Z", host: "here", cell: cell, status: .ok)
        record.implementationVersion = "0.1.0"
        if cell.loadModel == .open {
            record.behind = false
            record.latencyBound = false
        }
        record.measurements = accounts(of: cell)
        for (metric, value) in figures { record.measurements[metric] = value }
        return record
    }

    /// 200 messages, which all reach the fast class and a quarter the slow one.
    private static func accounts(of cell: Cell) -> Measurements {
        var figures = Measurements()
        figures[.published] = 200
        figures[.unpublished] = 0
        figures[.fanOut] = Double(cell.fanOut)
        figures[.window] = 2
        let slow = Double(200 * cell.slowSubscribers)
        let fast = Double(200 * cell.subscribers) - slow
        for (side, delivered, dropped) in [(SubscriberClass.fast, fast, 0.0), (.slow, slow / 4, slow * 3 / 4)] {
            figures[.deliveries(side)] = delivered
            figures[.dropsTimedOut(side)] = dropped
            for metric in [Metric.dropsRejectedNewest(side), .dropsEvictedOldest(side), .dropsClosed(side)] {
                figures[metric] = 0
            }
            for metric in [Metric.depthLeft(side), .pending(side), .outOfOrder(side), .duplicates(side)] {
                figures[metric] = 0
            }
        }
        return figures
    }

    /// So many trials of one cell, whose figure is one of the values each.
    static func trials(
        _ strategy: StrategyName, subscribers: Int = 100, scenario: String = "slow",
        cell change: (inout Cell) -> Void = { _ in }, _ metric: Metric, _ values: [Double],
        _ figures: [Metric: Double] = [:]
    ) -> [TrialRecord] {
        values.enumerated().map { repetition, value in
            trial(
                strategy, subscribers: subscribers, repetition: repetition, scenario: scenario, cell: change,
                figures.merging([metric: value]) { $1 })
        }
    }

    static func manifest(
        _ scenarios: [String] = ["slow"], change: (inout Manifest) -> Void = { _ in }
    ) -> Manifest {
        let plan = Plan(name: "made", repetitions: 2, scenarios: scenarios.map { Scenario(name: $0) })
        var manifest = Manifest(
            runID: "made-run", plan: plan, commandLine: ["laggard", "run", "made.yaml"],
            startedAt: "2026-01-02T03:04:05Z")
        manifest.exitStatus = 0
        manifest.build.version = "0.1.0"
        manifest.build.revision = "0123456789abcdef0123"
        manifest.build.optimisation = "release"
        manifest.machine.cpuModel = "A <quick> CPU"
        manifest.machine.cores = 2
        manifest.machine.loadAverage = 0.1
        change(&manifest)
        return manifest
    }

    static func run(
        _ records: [TrialRecord], role: ReportRun.Role = .run, manifest: Manifest = manifest()
    ) -> ReportRun {
        let json = (try? manifest.json()) ?? []
        return ReportRun(
            role: role, folder: "results/made-\(role.rawValue)", manifest: manifest, manifestJSON: json,
            records: records)
    }

    static func index(_ records: [TrialRecord]) -> ReportIndex { ReportIndex([run(records)]) }

    /// A histogram of so many samples over these values, in turn.
    static func histogram(_ values: [UInt64], samples: Int) -> HistogramCounts {
        var counts = HistogramCounts(layout: layout)
        for (number, value) in values.enumerated() {
            counts.record(value, count: Int64(samples / values.count + (number < samples % values.count ? 1 : 0)))
        }
        return counts
    }

    static let layout = HistogramLayout(
        lowestDiscernibleValue: 1_000, highestTrackableValue: 3_600_000_000_000, significantDigits: 3)!
}

extension Findings {
    /// Of one run alone.
    init(_ records: [TrialRecord], manifest: Manifest = Made.manifest(), verdict: ReportVerdict? = nil) {
        let run = Made.run(records, manifest: manifest)
        self.init(runs: [run], index: ReportIndex([run]), verdict: verdict)
    }

    /// The sentences of a section, as they are read: without tags.
    func plain(_ title: String) -> [String] {
        sections.first { $0.title == title }?.sentences.map(\.plain) ?? []
    }

    /// The sentence that begins with that word.
    func fault(_ word: String) -> String? { plain("What goes wrong").first { $0.hasPrefix("\(word): ") } }
}

extension Markup {
    /// What is read of it: the text without tags, entities taken back.
    var plain: String {
        var plain = text.replacing(/<[^>]*>/, with: "")
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            plain = plain.replacing(entity, with: character)
        }
        return plain
    }
}
