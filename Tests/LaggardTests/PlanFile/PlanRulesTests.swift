import Experiment
import Gate
import Testing

@testable import Laggard

@Suite struct PlanRulesTests {
    private func plan(_ rules: String, scenario: String = "") throws -> Plan {
        try PlanFile.plan(
            yaml: """
                name: ruled
                \(rules)
                scenarios:
                  steady:
                    strategy: timer
                    subscribers: 10
                    rate: 100
                    \(scenario)
                """, file: "ruled.yaml")
    }

    @Test func plan_HasItsLimitsAndTolerances_AndThoseOfItsScenarios() throws {
        let plan = try plan(
            "limits: [fast_latency_p99_ns <= 5ms]\ntolerances: {deliveries_per_s: 5%}",
            scenario: "limits: [fast_drops_timed_out == 0]\n    tolerances: {fast_latency_p99_ns: 40%}")
        #expect(plan.parsedLimits.map(\.description) == ["fast_latency_p99_ns <= 5ms", "fast_drops_timed_out == 0"])
        #expect(plan.parsedLimits.map(\.scenario) == [nil, "steady"])
        let tolerances = plan.parsedTolerances
        #expect(tolerances.fraction(of: .deliveryRate, scenario: "steady") == 0.05)
        #expect(tolerances.fraction(of: .latencyP99(.fast), scenario: "steady") == 0.4)
        #expect(tolerances.fraction(of: .latencyP99(.fast), scenario: "other") == 0.2)
    }

    @Test(arguments: [
        ("limits: fast_latency_p99_ns <= 5ms", "ruled.yaml:2:9: limits: is no list: write 'limits: ["),
        ("limits: [fast_latency_p99_ns <= 5]", "ruled.yaml:2:10: limits: '5' has no unit"),
        (
            "limits: [fast_latency_p98_ns <= 5ms]",
            "ruled.yaml:2:10: limits: 'fast_latency_p98_ns' is no metric; did you mean"
        ),
        ("limits: [fast_latency_p99_ns =< 5ms]", "ruled.yaml:2:10: limits: '=<'"),
        ("tolerances: 5%", "ruled.yaml:2:13: tolerances: is no mapping"),
        (
            "tolerances: {deliveries_per_s: much}",
            "ruled.yaml:2:14: tolerances: 'much' in 'deliveries_per_s=much' is no percentage"
        ),
        ("tolerances: {published: 5%}", "ruled.yaml:2:14: tolerances: neither direction of 'published' is better"),
    ])
    func plan_IsRefused_WithTheLine_WhenARuleIsWrong(rules: String, words: String) throws {
        let errors = #expect(throws: PlanFileErrors.self) { try plan(rules) }
        #expect(errors?.messages.first?.hasPrefix(words) == true, "\(errors?.messages ?? [])")
    }

    @Test func limits_OfARun_AreKeptBrokenOrUnknown() throws {
        let plan = try plan("limits: [fast_duplicates == 0, fast_out_of_order == 0, slow_duplicates == 0]")
        let cell = try #require(try Matrix(plan).cells.first)
        var record = TrialRecord(
            runID: "r", trialID: "t", cellID: CellID.of(cell), repetition: 0, order: 0, startedAt: "", host: "",
            cell: cell, status: .ok)
        record.measurements[.duplicates(.fast)] = 3
        let limits = RunLimits(plan, [record])
        #expect(limits.broken == 2)
        let lines = limits.text().split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1)[0] }
        #expect(lines.prefix(3) == ["limit", "broken", "unknown,"])
        #expect(limits.text().contains("does not apply"))
        #expect(RunLimits(Plan(name: "none", scenarios: []), [record]).text().isEmpty)
    }
}
