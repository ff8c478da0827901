import Testing

@testable import Experiment

@Suite struct MatrixTests {
    @Test func matrix_HasTheProduct_WhenListsAreCrossed() throws {
        let cells = try Plans.cells([
            .strategy: ["after", "timer"], .subscribers: ["10", "100"], .capacity: ["1", "2"],
        ])
        #expect(cells.count == 8)
        #expect(
            cells.map { "\($0.strategy) \($0.subscribers) \($0.capacity)" }.prefix(3) == [
                "after 10 1", "after 10 2", "after 100 1",
            ])
    }

    @Test func matrix_HasDefaults_WhenScenarioIsShort() throws {
        let cell = try #require(try Plans.cells().first)
        #expect(cell.timerSource == .dispatch)
        #expect(cell.timeoutMs == 5)
        #expect(cell.dispatch == .detached)
        #expect(cell.partitions == 1)
        #expect(cell.capacity == 100)
        #expect(cell.slowSubscribers == 0)
        #expect(cell.slowKind == nil && cell.slowDelayMs == nil && cell.slowBurst == nil)
        #expect(cell.offeredRatePerS == 100)
        #expect(cell.warmupS == 0.5)
        #expect(cell.durationS == 5)
        #expect(cell.messages == nil)
        #expect(cell.drainLimitS == 2)
        #expect(cell.heapLimitBytes == 4 << 30)
        #expect(cell.overlapLimit == 20_000)
        #expect(cell.sampleIntervalMs == 50)
        #expect(cell.seed == 0)
    }

    @Test func matrix_KeepsOneCell_WhenTimersDoNotApply() throws {
        let cells = try Plans.cells([
            .strategy: ["drop-newest", "timer"], .timeout: ["5ms", "1s"], .timerSource: ["task", "dispatch"],
            .dispatch: ["detached", "awaited"],
        ])
        #expect(cells.count == 1 + 8)
        let first = try #require(cells.first)
        #expect(first.timerSource == nil && first.timeoutMs == nil && first.dispatch == nil)
    }

    @Test func matrix_KeepsOneCell_WhenSlowSettingsDoNotApply() throws {
        let cells = try Plans.cells([
            .slowFraction: ["0", "0.05"], .slowKind: ["constant", "bursty", "stalled"], .slowDelay: ["1ms", "2ms"],
            .slowBurst: ["5", "6"],
        ])
        // None; constant by delay; bursty by delay and burst; stalled.
        #expect(cells.count == 1 + 2 + 4 + 1)
    }

    @Test func matrix_HasTheCellsOfAllCases() throws {
        var scenario = try Plans.scenario("s", [.capacity: ["10", "20"]])
        scenario.cases = [
            try Plans.values([.subscribers: ["10", "100"]]),
            try Plans.values([.subscribers: ["1000"], .deliveryRate: ["5000"]]),
            try Plans.values([.subscribers: ["10"]]),
        ]
        let cells = try Matrix(Plan(name: "p", scenarios: [scenario])).cells
        #expect(Matrix.count(scenario) == 8)
        // The last case says nothing new.
        #expect(cells.map(\.subscribers) == [10, 10, 100, 100, 1_000, 1_000])
        #expect(cells.map(\.capacity) == [10, 20, 10, 20, 10, 20])
        #expect(cells.map(\.offeredRatePerS) == [100, 100, 100, 100, 5, 5])
        scenario.set(.subscribers, to: [.integer(50)])
        #expect(try Matrix(Plan(name: "p", scenarios: [scenario])).cells.map(\.subscribers) == [50, 50])
    }

    @Test func matrix_IsRefused_WhenACaseIsWrong() throws {
        var scenario = try Plans.scenario()
        scenario.cases = [try Plans.values([.capacity: ["5"]]), try Plans.values([.topics: ["3"]])]
        let problems = Plans.problems(Plan(name: "p", scenarios: [scenario]))
        #expect(problems.count == 1 && problems[0].contains("topics"))
    }

    @Test func matrix_LeavesRateOut_WhenSaturated() throws {
        let cells = try Plans.cells([.loadModel: ["open", "saturated"], .rate: ["100", "200"]])
        #expect(cells.map(\.offeredRatePerS) == [100, 200, nil])
        #expect(cells.map(\.dispatch) == [.detached, .detached, .awaited])
    }

    @Test(arguments: [("10", 0.05, 1), ("10", 0.15, 2), ("1000", 0.05, 50), ("1", 1, 1), ("3", 0.0001, 1)])
    func slowSubscribers_AreRoundedAndAtLeastOne_WhenFractionIsAboveZero(
        subscribers: String, fraction: Double, expected: Int
    ) throws {
        let cells = try Plans.cells([.subscribers: [subscribers], .slowFraction: ["\(fraction)"]])
        #expect(cells.map(\.slowSubscribers) == [expected])
    }

    @Test func rate_IsDeliveryRateByFanOut_WhenDeliveryRateIsGiven() throws {
        let cells = try Plans.cells([
            .subscribers: ["10", "1000"], .topics: ["1", "2"], .deliveryRate: ["100000"],
        ])
        #expect(cells.map(\.offeredRatePerS) == [10_000, 100, 20_000, 200])
    }

    @Test(arguments: [("10", 1), ("100", 1), ("101", 2), ("1000", 2), ("1001", 3), ("10000", 3)])
    func partitions_AreTheArticles_WhenArticle(subscribers: String, expected: Int) throws {
        #expect(try Plans.cells([.subscribers: [subscribers]]).map(\.partitions) == [expected])
    }

    @Test func partitions_FollowTheFanOut_WhenThereAreTopics() throws {
        #expect(try Plans.cells([.subscribers: ["1000"], .topics: ["10"]]).map(\.partitions) == [1])
        #expect(try Plans.cells([.partitions: ["7"]]).map(\.partitions) == [7])
    }

    @Test func messages_TakeThePlaceOfDuration_WhenSet() throws {
        let cell = try #require(try Plans.cells([.messages: ["1000"], .exact: ["true"]]).first)
        #expect(cell.messages == 1_000)
        #expect(cell.durationS == nil)
        #expect(cell.exact)
    }

    // MARK: Excludes

    @Test func exclude_TakesCellsOut_WhenAllOfARuleHolds() throws {
        let cells = try Plans.cells(
            [.strategy: ["after", "timer"], .subscribers: ["10", "100", "1000"]],
            exclude: [[.strategy: ["after"], .subscribers: ["100", "1000"]]])
        #expect(
            cells.map { "\($0.strategy) \($0.subscribers)" } == ["after 10", "timer 10", "timer 100", "timer 1000"])
    }

    @Test func exclude_MatchesDefaults_WhenParameterIsNotSet() throws {
        let cells = try Plans.cells([.strategy: ["timer", "drop-newest"]], exclude: [[.timerSource: ["dispatch"]]])
        #expect(cells.map(\.strategy) == [.dropNewest])
    }

    @Test func exclude_MatchesNothing_WhenParameterDoesNotApply() throws {
        let cells = try Plans.cells([.strategy: ["drop-newest"]], exclude: [[.timeout: ["5ms"]]])
        #expect(cells.count == 1)
    }

    @Test func exclude_CoversRefusedPairs_WhenTheyComeFromCrossing() throws {
        let cells = try Plans.cells(
            [
                .strategy: ["timer", "drop-newest"], .loadModel: ["open", "saturated"],
                .dispatch: ["detached", "awaited"],
            ], exclude: [[.loadModel: ["saturated"], .dispatch: ["detached"]]])
        #expect(
            cells.map { "\($0.strategy) \($0.loadModel) \($0.dispatch?.rawValue ?? "-")" } == [
                "timer open detached", "timer open awaited", "timer saturated awaited",
                "dropNewest open -", "dropNewest saturated -",
            ])
    }
}
