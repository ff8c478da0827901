import Experiment
import Testing

@testable import Report

/// The rules of `scripts/plots/settings.py`; Tests/Python holds both to the same results on whole runs.
@Suite
struct SettingTests {
    private func settings(_ records: [TrialRecord]) throws -> [ReportSetting] {
        try #require(Made.index(records).scenarios.first).settings
    }

    @Test func strategiesAndSubscribers_MakeNoSetting() throws {
        let found = try settings([
            Made.trial(.after), Made.trial(.timer), Made.trial(.timer, subscribers: 1_000),
            Made.trial(.timer, repetition: 1),
        ])
        #expect(found.map(\.label) == [""])
        #expect(found[0].cells == [0, 1, 2])
        let shared =
            "open load, 100 messages/s, 5% slow, slow delay 100 ms, detached, dispatch timers, timeout 5 ms, capacity 10"
        #expect(found[0].shared == shared)
    }

    @Test func whatVaries_MakesASetting_AndIsInItsLabel() throws {
        let found = try settings(
            [5.0, 180_000].flatMap { timeout in
                [Dispatch.detached, .awaited].map { dispatch in
                    Made.trial(
                        .timer,
                        cell: {
                            $0.timeoutMs = timeout
                            $0.dispatch = dispatch
                        })
                }
            })
        #expect(
            found.map(\.label) == [
                "awaited, timeout 5 ms", "awaited, timeout 3 min", "detached, timeout 5 ms", "detached, timeout 3 min",
            ])
        #expect(found.allSatisfy { $0.cells.count == 1 })
    }

    @Test func loadModel_MakesASetting_ThoughItNeverVariesWithinACell() throws {
        let found = try settings([
            Made.trial(.timer),
            Made.trial(
                .dropNewest, subscribers: 10,
                cell: {
                    $0.loadModel = .saturated
                    $0.offeredRatePerS = nil
                }),
        ])
        #expect(found.map(\.loadModel) == [.open, .saturated])
        #expect(found.map(\.label) == ["open load", "saturated"])
    }

    @Test func strategyWithoutTimers_IsInEverySetting_WhereTimersVary() throws {
        let found = try settings([
            Made.trial(.timer, cell: { $0.timerSource = .task }),
            Made.trial(.timer, cell: { $0.timerSource = .dispatch }), Made.trial(.dropNewest),
        ])
        #expect(found.map(\.label) == ["dispatch timers", "task timers"])
        #expect(found.map(\.cells.count) == [2, 2])
        let shared = Set(found[0].cells).intersection(found[1].cells)
        #expect(shared.count == 1)
    }

    @Test func partitions_MakeNoSetting_WhenTheyFollowTheSubscribers() throws {
        let found = try settings([
            Made.trial(.timer, cell: { $0.partitions = 1 }),
            Made.trial(.timer, subscribers: 1_000, cell: { $0.partitions = 2 }),
        ])
        #expect(found.map(\.label) == [""])
    }

    @Test func rates_AreSaidAsARange_WhereTheyFollowTheSubscribers() throws {
        let found = try settings([
            Made.trial(.timer), Made.trial(.timer, subscribers: 10_000, cell: { $0.offeredRatePerS = 50 }),
        ])
        #expect(found.count == 1)
        #expect(found[0].shared.contains("50 to 100 messages/s"))
    }

    @Test func implementations_MakeSettings_NamedAfterThem() throws {
        let found = try settings([
            Made.trial(.timer), Made.trial(.timer, cell: { $0.implementation = "go" }),
            Made.trial(.dropOldest, cell: { $0.implementation = "stream" }),
        ])
        #expect(found.map(\.label) == ["go", "laggard", "stream"])
    }

    @Test func versionsOfTwoRuns_MakeNoSetting_SoThatTheyStandAgainstEachOther() throws {
        var newer = Made.trial(.timer)
        newer.implementationVersion = "0.2.0"
        let index = ReportIndex([Made.run([newer]), Made.run([Made.trial(.timer)], role: .against)])
        let found = try #require(index.scenarios.first).settings
        #expect(found.map(\.label) == [""])
        #expect(found[0].cells == [0, 1])
    }

    @Test func versionsOfOneRun_MakeSettings() throws {
        var newer = Made.trial(.timer, repetition: 1)
        newer.implementationVersion = "0.2.0"
        let index = Made.index([Made.trial(.timer), newer])
        #expect(index.scenarios[0].settings.map(\.label) == ["version 0.1.0", "version 0.2.0"])
        #expect(Set(index.cells.map(\.id)).count == 2)
    }
}
