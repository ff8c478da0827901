import Experiment
import Testing

@testable import Laggard

@Suite struct PlanFileTests {
    private static let article = """
        name: my-broker
        seed: 7
        repetitions: 3
        defaults: {capacity: 10, warmup: 200ms, duration: 1s, rate: 50}
        scenarios:
          slow:
            description: some are slow
            strategy: [after, timer]
            subscribers: [10, 100]
            delivery_rate: 100_000
            slow_fraction: 0.05
            exclude:
              - {strategy: after, subscribers: 100}
          counted:
            repetitions: 5
            strategy: drop-newest
            subscribers: 10
            messages: 1000
            implementation: mine
        implementations:
          mine: {command: [./my-broker, --quiet]}
          # Made by a line for the shell, or by words that no shell sees.
          lined: {command: [./other], build: make other && strip other}
          worded: {command: [./other], build: [make, other]}
        """

    private static let remedy = "see 'laggard list parameters'; or write repetitions, seed"

    @Test func plan_IsRead_WhenSound() throws {
        let plan = try PlanFile.plan(yaml: Self.article, file: "plan.yaml")
        #expect(plan.name == "my-broker")
        #expect(plan.seed == 7)
        #expect(plan.repetitions == 3)
        #expect(plan.scenarios.map(\.name) == ["slow", "counted"])
        #expect(plan.scenarios.map(\.description) == ["some are slow", ""])
        #expect(plan.scenarios.map(\.repetitions) == [nil, 5])
        #expect(
            plan.implementations == [
                "mine": Implementation(command: ["./my-broker", "--quiet"]),
                "lined": Implementation(command: ["./other"], build: ["sh", "-c", "make other && strip other"]),
                "worded": Implementation(command: ["./other"], build: ["make", "other"]),
            ])
        let cells = try Matrix(plan).cells
        #expect(cells.map(\.subscribers) == [10, 10, 100, 10])
        #expect(cells.map(\.offeredRatePerS) == [10_000, 10_000, 1_000, 50])
        #expect(cells.map(\.capacity) == [10, 10, 10, 10])
        #expect(cells.map(\.durationS) == [1, 1, 1, nil])
        #expect(cells.map(\.messages) == [nil, nil, nil, 1_000])
        #expect(cells.map(\.implementation) == ["laggard", "laggard", "laggard", "mine"])
    }

    @Test func plan_KeepsWhatWasWritten_WhenAScenarioOverridesADefault() throws {
        let plan = try PlanFile.plan(yaml: Self.article, file: "plan.yaml")
        let scenario = try #require(plan.scenarios.first)
        #expect(scenario.parameters[.warmup]?.map(\.text) == ["200ms"])
        #expect(scenario.parameters[.rate] == nil)
    }

    @Test func scenario_IsAllDefaults_WhenItHasNoBody() throws {
        let plan = try PlanFile.plan(
            yaml: "{name: p, defaults: {strategy: timer, subscribers: 1, rate: 1}, scenarios: {s: }}", file: "p.yaml")
        #expect(try Matrix(plan).cells.count == 1)
    }

    // MARK: Overrides

    private func cells(_ options: String...) throws -> [Cell] {
        let plan = try PlanFile.plan(
            yaml: Self.article, file: "plan.yaml", overrides: options.map(PlanOverride.init))
        return try Matrix(plan).cells
    }

    @Test func override_SetsEveryScenario_WhenItNamesNone() throws {
        #expect(try cells("capacity=[1, 2]").map(\.capacity) == [1, 2, 1, 2, 1, 2, 1, 2])
        #expect(try cells("timeout=1s").map(\.timeoutMs) == [1_000, 1_000, 1_000, nil])
    }

    @Test func override_SetsOneScenario_WhenItNamesIt() throws {
        #expect(try cells("slow.capacity=7").map(\.capacity) == [7, 7, 7, 10])
        #expect(try cells("slow.capacity=7", "capacity=8", "slow.capacity=9").map(\.capacity) == [9, 9, 9, 8])
    }

    @Test func override_TakesTheAlternativesPlace_WhenThereIsOne() throws {
        #expect(try cells("rate=5").map(\.offeredRatePerS) == [5, 5, 5, 5])
        #expect(try cells("counted.duration=3s").map(\.messages) == [nil, nil, nil, nil])
    }

    @Test func override_SetsThePlan_WhenItsKeyIsThePlans() throws {
        let options = ["repetitions=9", "seed=11"].map(PlanOverride.init)
        let plan = try PlanFile.plan(yaml: Self.article, file: "plan.yaml", overrides: options)
        #expect(plan.seed == 11)
        #expect(plan.scenarios.map { plan.repetitions(ofScenario: $0.name) } == [9, 9])
        let one = try PlanFile.plan(
            yaml: Self.article, file: "plan.yaml", overrides: [PlanOverride("slow.repetitions=2")])
        #expect(one.scenarios.map { one.repetitions(ofScenario: $0.name) } == [2, 5])
    }

    @Test(arguments: [
        ("capacity", "--set capacity: has no value: write '--set key=value'"),
        ("=1", "--set =1: has no value: write '--set key=value'"),
        ("capacity=", "--set capacity=: has no value: write '--set key=value'"),
        ("capacity=0", "--set capacity=0: '0' is out of range: write a whole number from 1 to 1000000"),
        ("capacity=[1", "--set capacity=[1: the value is no YAML: write a value, or '[a, b]'"),
        ("capacity=[]", "--set capacity=[]: the list is empty: write at least one value, or leave it out"),
        (
            "capcity=1",
            "--set capcity=1: 'capcity' is no parameter; did you mean 'capacity'? "
                + "(\(Self.remedy))"
        ),
        (
            "slwo.capacity=1",
            "--set slwo.capacity=1: 'slwo' is no scenario; did you mean 'slow'? (write one of slow, counted)"
        ),
        ("slow.seed=1", "--set slow.seed=1: 'seed' is no parameter: \(Self.remedy)"),
        ("repetitions=0", "--set repetitions=0: '0' is out of range: write a whole number from 1 to 10000"),
        ("seed=-1", "--set seed=-1: '-1' is no seed: write a whole number from 0 to 18446744073709551615"),
        (
            "topics=3",
            """
            --set topics=3: scenario 'slow': topics: 10 subscribers cannot be spread evenly over 3 topics: write \
            numbers of which one divides the other, or exclude the pair with 'exclude: [{subscribers: 10, topics: 3}]'
            --set topics=3: scenario 'slow': topics: 100 subscribers cannot be spread evenly over 3 topics: write \
            numbers of which one divides the other, or exclude the pair with 'exclude: [{subscribers: 100, topics: 3}]'
            --set topics=3: scenario 'counted': topics: 10 subscribers cannot be spread evenly over 3 topics: write \
            numbers of which one divides the other, or exclude the pair with 'exclude: [{subscribers: 10, topics: 3}]'
            """
        ),
    ])
    func override_NamesTheOption_WhenItIsWrong(option: String, message: String) {
        #expect(PlanFileErrorTests.errors(Self.article, [option]) == message)
    }
}
