import Experiment
import Gate
import Results
import Testing

@testable import Report

/// What the summary says of a run before its figures, and of what it stands against.
@Suite
struct RunFactsTests {
    private func facts(_ records: [TrialRecord], change: (inout Manifest) -> Void = { _ in }) -> [String] {
        Findings(records, manifest: Made.manifest(change: change)).plain("The run")
    }

    @Test func counts_HaveEveryStatus_AndFailuresTheirReason() {
        var crashed = Made.trial(.timer, repetition: 1)
        crashed.status = .crashed
        crashed.statusDetail = "signal 11 <b>"
        let said = facts([Made.trial(.timer), crashed, Made.trial(.after)])
        #expect(said[0] == "3 trials of 2 cells, 1 to 2 trials each: 2 ok, 1 crashed.")
        #expect(said[1] == "Failed: \(crashed.trialID) (slow, timer, 100 subscribers): crashed: signal 11 <b>")
    }

    @Test func manyFailures_AreCounted() {
        let failed = (0..<9).map { repetition in
            var record = Made.trial(.timer, repetition: repetition)
            record.status = .timeout
            return record
        }
        let said = facts(failed)
        #expect(said.count { $0.hasPrefix("Failed: ") } == 5)
        #expect(said.contains("4 more trials failed: they are in the table of trials."))
        #expect(said[0] == "9 trials of 1 cell, 9 trials each: 9 timeout.")
    }

    @Test func runUnderWay_IsSaidToBe_WithWhatIsPlanned() {
        let said = facts([Made.trial(.timer)]) { manifest in
            manifest.exitStatus = nil
            manifest.plan.scenarios[0].parameters = [
                .strategy: [.word("timer"), .word("after")], .subscribers: [.integer(10)], .rate: [.number(100)],
            ]
        }
        #expect(said[0].contains("The run has not come to its end: these are its trials so far of 4 that are planned."))
    }

    @Test func whatWasLeftOut_IsSaid() {
        var run = Made.run([Made.trial(.timer)])
        run.notes = ["trials.csv:9: the last row was not written to its end and is left out"]
        let said = Findings(runs: [run], index: ReportIndex([run]), verdict: nil).plain("The run")
        #expect(said[1] == "Note: trials.csv:9: the last row was not written to its end and is left out.")
    }

    @Test func circumstances_AreSaid_WhichMakeFiguresDoubtful() {
        let said = facts([Made.trial(.timer)]) { manifest in
            manifest.machine.loadAverage = 1.99
            manifest.build.optimisation = "debug"
            manifest.build.isDirty = true
        }
        #expect(said.contains("The machine was not idle when the run began: load average 1.99 on 2 cores."))
        #expect(said.contains("Built as debug: figures are not those of an optimised build."))
        #expect(said.contains("The work tree had changes that no revision holds."))
        #expect(facts([Made.trial(.timer)]).count == 2)
    }

    @Test func noise_IsSaid_OrThatItIsNotKnown() {
        #expect(facts([Made.trial(.timer)])[1].hasPrefix("One trial of each cell: how far"))
        let said = facts(Made.trials(.timer, .latencyP99(.fast), [90e6, 100e6, 130e6]))
        #expect(
            said[1]
                == "Trials of the same cell lie apart, from the least to the most, in the p99 of the fast class by 40% "
                + "in the median of the cells and by 40% at most. A smaller difference may be chance.")
    }

    @Test func implementations_AreHeldAgainstEachOther_CellByCell() {
        func trials(_ name: String, _ subscribers: Int, _ rate: Double) -> TrialRecord {
            Made.trial(
                .timer, subscribers: subscribers,
                cell: {
                    $0.implementation = name
                    $0.loadModel = .saturated
                    $0.offeredRatePerS = nil
                }, [.deliveryRate: rate])
        }
        let records = [
            trials("laggard", 10, 8e6), trials("go", 10, 2e6), trials("laggard", 100, 9e6), trials("go", 100, 1e6),
            trials("laggard", 1_000, 5e6),
        ]
        #expect(
            Findings(records).plain("Compared") == [
                "Implementation laggard against go: deliveries a second 6.50 times in the median of 2 cells, from 4.00 "
                    + "(timer, slow, 10 subscribers) to 9.00 (timer, slow, 100 subscribers)."
            ])
    }

    @Test func twoRuns_AreHeldAgainstEachOther_AndTheGateIsHeard() {
        let p99 = Metric.latencyP99(.fast)
        let runs = [
            Made.run(Made.trials(.timer, p99, [50e6, 52e6])),
            Made.run(Made.trials(.timer, p99, [100e6, 104e6]), role: .against),
        ]
        let findings = Findings(runs: runs, index: ReportIndex(runs), verdict: .incomparable("<other> cells"))
        #expect(
            findings.plain("Compared") == [
                "The gate can compare nothing: <other> cells",
                "Against made-run: p99 of the fast class 0.500 times (timer); two runs that were not interleaved differ by "
                    + "themselves.",
            ])
        #expect(findings.plain("The run").contains("made-run: 2 trials of 1 cell, 2 trials each: 2 ok."))
    }

    @Test func sides_AreHeldAgainstEachOther_InAComparison() {
        let records = ["base", "head"].flatMap { side in
            Made.trials(.timer, .latencyP99(.fast), [side == "base" ? 100e6 : 150e6]).map { record in
                var record = record
                record.side = side
                return record
            }
        }
        let sides = Manifest.Comparison.Side(name: "main", revision: nil)
        let manifest = Made.manifest { $0.comparison = .init(base: sides, head: sides, budgetS: 300, floor: nil) }
        let verdict = ReportVerdict.judged(GateReport(base: "main", head: "work tree"))
        #expect(
            Findings(records, manifest: manifest, verdict: verdict).plain("Compared") == [
                "The gate: nothing compared. Its table", "Head against base: p99 of the fast class 1.50 times (timer).",
            ])
    }
}
