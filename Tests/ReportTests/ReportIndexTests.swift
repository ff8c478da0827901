import Experiment
import Results
import Testing

@testable import Report

@Suite
struct ReportIndexTests {
    @Test func cells_AreByScenarioOfThePlanSettingSubscribersAndStrategy() {
        let records = [
            Made.trial(.dropNewest, subscribers: 1_000), Made.trial(.timer, scenario: "control"),
            Made.trial(.after, subscribers: 1_000), Made.trial(.timer, subscribers: 100, repetition: 1),
            Made.trial(.timer, subscribers: 100), Made.trial(.after, scenario: "unplanned"),
        ]
        let index = ReportIndex([Made.run(records, manifest: Made.manifest(["slow", "control", "never-run"]))])
        #expect(index.scenarios.map(\.name) == ["slow", "control", "unplanned"])
        #expect(
            index.cells.map { "\($0.cell.scenario) \($0.cell.subscribers) \($0.strategy)" } == [
                "slow 100 timer", "slow 1000 after", "slow 1000 drop-newest", "control 100 timer",
                "unplanned 100 after",
            ])
        #expect(index.cells[0].trials.map(\.repetition) == [0, 1])
        #expect(index.firstTrials == [0, 2, 3, 4, 5])
        #expect(index.trials.count == records.count)
        #expect(index.titles[1] == "after, 1,000 subscribers")
    }

    @Test func ids_AreUnique_InAComparisonAndBetweenTwoRuns() {
        let sides = ["base", "head"].map { side in
            var record = Made.trial(.timer)
            record.side = side
            record.trialID += "-\(side)"
            return record
        }
        let id = sides[0].cellID
        #expect(Made.index(sides).cells.map(\.id) == ["base:\(id)", "head:\(id)"])
        let two = ReportIndex([Made.run([sides[0]]), Made.run([sides[0]], role: .against)])
        #expect(two.cells.map(\.id) == ["run:base:\(id)", "against:base:\(id)"])
        #expect(two.cells.map(\.run) == [0, 1])
    }

    @Test func largestPanels_AreThoseWithTheMostSubscribersOfEachSetting() {
        let index = Made.index(
            [10, 100, 1_000].map { Made.trial(.timer, subscribers: $0) }
                + [10, 100].map { subscribers in
                    Made.trial(
                        .timer, subscribers: subscribers,
                        cell: {
                            $0.loadModel = .saturated
                            $0.offeredRatePerS = nil
                        })
                })
        #expect(index.largestPanels(run: 0).map(\.subscribers) == [1_000, 100])
        #expect(index.panels(run: 0).count == 5)
    }
}
