import Experiment
import Gate
import Results
import Testing

@testable import Laggard

@Suite struct ComparisonCourseTests {
    /// About 100, and 5% up and down by the pair; `factor` times that on the head of a cell.
    private static func samples(
        headOf scenario: String = "", _ metric: Metric? = nil, factor: Double = 1
    ) -> PairSamples {
        PairSamples { asked, cell, side, index in
            guard asked.group != .accounting, asked != .heapGrowth else {
                return side == .head && asked == metric && cell.scenario == scenario ? factor : 0
            }
            if asked.group == .latency && cell.loadModel != .open { return nil }
            let noise = 1 + 0.05 * Double(SplitMix64.mix(UInt64(index) &+ (side == .head ? 7 : 0)) % 100) / 100
            let isHit = side == .head && asked == metric && cell.scenario == scenario
            return 100 * noise * (isHit ? factor : 1)
        }
    }

    /// The verdict, with all trials that it was made of.
    private func run(
        _ samples: PairSamples, pairsPerCell: Int = 60, budget: Int = .max
    ) throws -> (report: GateReport, records: [TrialRecord]) {
        var course = ComparisonCourse(cells: PairSamples.cells, tolerances: Tolerances(), seed: 5, rule: GateRule())
        var records: [TrialRecord] = []
        var left = budget
        while true {
            while case let due = course.due(), !due.isEmpty {
                let taken = course.isLooking ? Array(due.prefix(left)) : due
                if course.isLooking { left -= taken.count }
                let pairs = samples.run(taken)
                records += pairs.flatMap { [$0.base, $0.head] }
                course.take(pairs)
            }
            guard course.needsPlan else { return (course.report(base: "a", head: "b"), records) }
            try course.plan(pairsPerCell: pairsPerCell)
        }
    }

    @Test func course_IsUnchanged_WhenBothSidesAreAlike() throws {
        let (report, records) = try run(Self.samples())
        #expect(report.verdict == .unchanged)
        #expect(report.outcome == .done)
        #expect(Set(records.map(\.trialID)).count == records.count)
    }

    @Test(arguments: [
        ("fast", Metric.deliveryRate, 0.6), ("late", Metric.latencyP99(.fast), 1.8), ("late", .cpuPerDelivery, 1.8),
        ("fast", .cpuPerDelivery, 1.7),
    ])
    func course_IsARegression_AndNamesIt_WhenHeadIsWorse(scenario: String, metric: Metric, factor: Double) throws {
        let (report, _) = try run(Self.samples(headOf: scenario, metric, factor: factor))
        #expect(report.outcome == .regression)
        let bad = report.findings.filter { $0.verdict == .regression }
        #expect(Set(bad.map(\.metric)) == [metric.name])
        #expect(Set(bad.compactMap(\.cell?.scenario)).isSubset(of: [scenario]))
    }

    @Test(arguments: [
        ("counts", Metric.dropsTimedOut(.fast)), ("counts", .outOfOrder(.fast)), ("late", .duplicates(.fast)),
    ])
    func course_EndsAtOnce_WhenACountIsWorse(scenario: String, metric: Metric) throws {
        let (report, records) = try run(Self.samples(headOf: scenario, metric, factor: 2))
        #expect(report.outcome == .regression)
        #expect(report.findings.filter { $0.verdict == .regression }.map(\.metric) == [metric.name])
        #expect(report.notes == ["a count is worse: no times were measured"])
        #expect(records.allSatisfy { $0.cell.scenario == "counts" || $0.pair == nil })
    }

    @Test func course_IsUndecided_WhenTheBudgetIsSpentInALook() throws {
        let (report, _) = try run(Self.samples(), budget: 5)
        #expect(report.outcome == .undecided)
        #expect(report.notes.contains("the budget was spent after 5 of 36 pairs of look 1"))
    }

    @Test func course_IsARegressionAtOnce_WhenHeadAlwaysFails() throws {
        var samples = Self.samples()
        samples.status = { cell, side in cell.scenario == "late" && side == .head ? .crashed : .ok }
        let (report, records) = try run(samples)
        #expect(report.outcome == .regression)
        #expect(report.findings.contains { $0.kind == .status && $0.cell?.scenario == "late" })
        #expect(records.allSatisfy { $0.pair ?? 0 == 0 })
    }

    @Test func course_IsARegression_WhenHeadAlwaysFailsInACellOfCounts() throws {
        var samples = Self.samples()
        samples.status = { cell, side in cell.scenario == "counts" && side == .head ? .heapLimit : .ok }
        let (report, _) = try run(samples)
        #expect(report.outcome == .regression)
        #expect(report.findings.contains { $0.kind == .status && $0.cell?.scenario == "counts" })
    }

    @Test func course_IsNoPass_WhenBothSidesFailInACellOfCounts() throws {
        var samples = Self.samples()
        samples.status = { cell, _ in cell.scenario == "counts" ? .heapLimit : .ok }
        #expect(try run(samples).report.outcome == .undecided)
    }

    @Test func course_IsARegression_WhenHeadDeliversLessBySchedule() throws {
        let (report, _) = try run(Self.samples(headOf: "late", .deliveryRate, factor: 0.6))
        #expect(Set(report.findings.filter { $0.verdict == .regression }.map(\.metric)) == ["deliveries_per_s"])
    }

    @Test func course_LeavesCPUTimeOut_WhenNeitherSideReportsIt_AndNothingElse() throws {
        func lacking(_ metric: Metric) throws -> GateReport {
            var samples = Self.samples()
            let figure = samples.figure
            samples.figure = { $0 == metric ? nil : figure($0, $1, $2, $3) }
            return try run(samples).report
        }
        let report = try lacking(.cpuPerDelivery)
        #expect(report.outcome == .done)
        #expect(!report.findings.contains { $0.metric == "cpu_ns_per_delivery" })
        #expect(try lacking(.latencyP99(.fast)).outcome == .undecided)
    }

    @Test func course_SaysWhichCellHasNoBase() throws {
        var samples = Self.samples()
        samples.status = { cell, side in cell.scenario == "fast" && side == .base ? .failed : .ok }
        var course = ComparisonCourse(cells: PairSamples.cells, tolerances: Tolerances(), seed: 5, rule: GateRule())
        while case let due = course.due(), !due.isEmpty { course.take(samples.run(due)) }
        #expect(course.unmeasurable?.cell.scenario == "fast")
        #expect(course.unmeasurable?.detail == "failed")
    }

    @Test func course_RefusesABudget_ThatCannotShowARegression() throws {
        #expect(throws: LookPlan.TooFewPairs.self) { try run(Self.samples(), pairsPerCell: 4) }
    }

    // Same data, same seed: same verdict, byte for byte.
    @Test(arguments: [Int.max, 40]) func replay_GivesTheSameBytes(budget: Int) throws {
        let (report, records) = try run(Self.samples(headOf: "late", .latencyP99(.fast), factor: 1.1), budget: budget)
        var plan = Plan(name: "made-up", seed: 5, scenarios: [])
        plan.seed = 5
        var manifest = Manifest(runID: "run", plan: plan, commandLine: [], startedAt: "")
        manifest.comparison = .init(
            base: .init(name: "a", revision: nil), head: .init(name: "b", revision: nil), budgetS: 1, floor: nil)
        manifest.comparison?.pairsPerCell = 60
        manifest.exitStatus = 0
        let run = RecordedRun(folder: "x", manifest: manifest, records: records.reversed())
        #expect(try ComparisonReplay(run, cells: PairSamples.cells).report().json() == report.json())
    }
}
