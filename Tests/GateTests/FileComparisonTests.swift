import Experiment
import Testing

@testable import Gate

@Suite struct FileComparisonTests {
    private static func side(
        _ name: String, count: Int, rate: Double, duplicates: Double = 0, cell: String = "a"
    ) -> [TrialRecord] {
        var random = GaussianNoise(seed: name == "base" ? 1 : 2)
        return (0..<count).map { index in
            var trial = Fixtures.trial(
                cell, [.deliveryRate: rate * (1 + 0.02 * random.next()), .duplicates(.fast): duplicates])
            trial.side = name
            trial.pair = index
            return trial
        }
    }

    private static func comparison(isSameMachine: Bool) -> FileComparison {
        var comparison = FileComparison(base: "old.csv", head: "new.csv", metrics: { _ in [.deliveryRate] })
        comparison.isSameMachine = isSameMachine
        return comparison
    }

    @Test func times_AreReportedOnly_AcrossMachines() throws {
        let report = Self.comparison(isSameMachine: false).report(
            baseline: Self.side("base", count: 20, rate: 100), candidate: Self.side("head", count: 20, rate: 50))
        #expect(report.verdict == .unchanged)
        #expect(report.outcome == .done)
        let reported = try #require(report.findings.last)
        #expect(reported.kind == .reported)
        #expect(abs(try #require(reported.ratio) - 0.5) < 0.01)
        #expect(report.notes == ["times are reported and not judged: the files are not of the same machine"])
        try expectGolden("Tests/Golden/gate/reported.xml", report.junit())
        try expectGolden("Tests/Golden/gate/reported.txt", report.text())
    }

    @Test func times_AreJudged_WhenTrialsWereInterleavedOnOneMachine() {
        for (rate, verdict) in [(50.0, Verdict.regression), (100, .unchanged), (200, .improvement)] {
            let report = Self.comparison(isSameMachine: true).report(
                baseline: Self.side("base", count: 20, rate: 100), candidate: Self.side("head", count: 20, rate: rate))
            #expect(report.findings.first?.verdict == verdict)
            #expect(report.verdict == verdict)
        }
    }

    @Test func times_AreReportedOnly_WhenPairsAreFew() {
        let report = Self.comparison(isSameMachine: true).report(
            baseline: Self.side("base", count: 4, rate: 100), candidate: Self.side("head", count: 4, rate: 50))
        #expect(report.verdict == .unchanged)
        #expect(report.notes == ["times are reported and not judged: too few interleaved pairs of trials"])
    }

    @Test func exactMetrics_AreJudged_AcrossMachines() {
        let report = Self.comparison(isSameMachine: false).report(
            baseline: Self.side("base", count: 2, rate: 100),
            candidate: Self.side("head", count: 2, rate: 100, duplicates: 3))
        #expect(report.verdict == .regression)
        #expect(report.outcome == .regression)
    }

    @Test func failingCandidate_IsARegression() {
        var candidate = Self.side("head", count: 3, rate: 100)
        for index in candidate.indices { candidate[index].status = .crashed }
        let report = Self.comparison(isSameMachine: false).report(
            baseline: Self.side("base", count: 3, rate: 100), candidate: candidate)
        #expect(report.verdict == .regression)
        #expect(report.brokenTrials == 3)
    }

    @Test func cellsOfOneFile_AreLeftOut_InWords() {
        let report = Self.comparison(isSameMachine: false).report(
            baseline: Self.side("base", count: 2, rate: 100), candidate: Self.side("head", count: 2, rate: 1, cell: "b")
        )
        #expect(report.findings.isEmpty)
        #expect(report.outcome == .nothingComparable)
        #expect(
            report.notes.suffix(2) == [
                "1 cell only in the baseline: left out", "1 cell only in the candidate: left out",
            ])
    }
}
