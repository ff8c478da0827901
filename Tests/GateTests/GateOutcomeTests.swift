import Testing

@testable import Gate

@Suite struct GateOutcomeTests {
    private static func report(_ verdicts: [Verdict], limits: [LimitResult.State] = [], broken: Int = 0) -> GateReport {
        var report = GateReport(base: "a", head: "b")
        report.verdict = Verdict.whole(of: verdicts)
        report.findings = verdicts.map { verdict in
            var finding = Finding(.exact, cell: Fixtures.cell("a"), metric: "published", verdict: verdict, pairs: 1)
            finding.base = 1
            finding.head = 1
            return finding
        }
        report.limits = limits.map { state in
            var limit = LimitFinding(
                LimitResult(try! Limit("fast_duplicates == 0"), cell: Fixtures.cell("a"), trials: []))
            limit.state = state
            return limit
        }
        report.brokenTrials = broken
        return report
    }

    @Test func outcome_IsTheGravestThatTheReportHas() {
        #expect(Self.report([.unchanged, .improvement]).outcome == .done)
        #expect(Self.report([.unchanged, .undecided]).outcome == .undecided)
        #expect(Self.report([.undecided, .regression], limits: [.broken], broken: 1).outcome == .regression)
        #expect(Self.report([.unchanged], limits: [.broken], broken: 1).outcome == .limitBroken)
        #expect(Self.report([.unchanged], limits: [.unknown]).outcome == .limitBroken)
        #expect(Self.report([.unchanged], limits: [.kept, .notApplicable], broken: 1).outcome == .trialFailed)
    }

    @Test func outcome_IsDone_WhenPairsPassAndATrialFailed() {
        var report = Self.report([.unchanged], broken: 1)
        report.looks = 2
        #expect(report.outcome == .done)
        report.verdict = .undecided
        #expect(report.outcome == .trialFailed)
    }

    @Test func outcome_IsNothingComparable_WhenNothingIs() {
        #expect(Self.report([]).outcome == .nothingComparable)
        #expect(Self.report([], limits: [.notApplicable]).outcome == .nothingComparable)
        #expect(Self.report([], limits: [.kept]).outcome == .done)
        var lacking = Self.report([.undecided])
        lacking.findings[0].head = nil
        #expect(lacking.outcome == .nothingComparable)
    }

    @Test func whole_IsAPassOnlyOfPasses() {
        #expect(Verdict.whole(of: []) == .undecided)
        #expect(Verdict.whole(of: [.unchanged, .improvement]) == .improvement)
        #expect(Verdict.whole(of: [.improvement, .undecided]) == .undecided)
        #expect(Verdict.whole(of: [.undecided, .regression]) == .regression)
    }
}
