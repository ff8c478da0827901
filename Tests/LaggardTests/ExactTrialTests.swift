import Experiment
import Testing

@testable import Laggard

/// What the runner does for a trial that counts allocations.
struct ExactTrialTests {
    @Test(arguments: [
        (nil, "tcache:false"), ("", "tcache:false"), ("narenas:2", "narenas:2,tcache:false"),
        ("tcache:true", "tcache:true,tcache:false"),
    ])
    func settings_TurnCachesOffLast_WhateverWasSet(settings: String?, expected: String) {
        var cell = Cell.fixture()
        cell.exact = true
        #expect(ChildEnvironment.settings(settings, for: cell) == expected)
    }

    @Test func silence_IsNoFault_WhenTrialIsExact() {
        var cell = Cell.fixture()
        cell.exact = true
        let limits = TrialLimits(cell: cell)
        #expect(limits.heartbeat == limits.wallClock)
        #expect(TrialLimits(cell: .fixture()).heartbeat == .seconds(10))
    }
}
