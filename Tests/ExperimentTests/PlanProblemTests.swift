import Testing

@testable import Experiment

@Suite struct PlanProblemTests {
    @Test func saturated_IsRefused_WhenDetached() throws {
        let problems = try Plans.problems([.loadModel: ["saturated"], .dispatch: ["detached", "awaited"]])
        #expect(
            problems == [
                "scenario 's': dispatch: saturated load with detached dispatch would only ever reach the overlap limit: "
                    + "write 'dispatch: awaited', or exclude the pair with "
                    + "'exclude: [{load_model: saturated, dispatch: detached}]'"
            ])
    }

    @Test func saturated_IsAccepted_WhenTheStrategyNeverWaits() throws {
        #expect(
            try Plans.problems([.strategy: ["drop-newest"], .loadModel: ["saturated"], .dispatch: ["detached"]]) == [])
    }

    @Test func topics_AreRefused_WhenTheyDoNotDivideTheSubscribers() throws {
        let texts: [Parameter: [String]] = [.subscribers: ["10", "12"], .topics: ["1", "5"]]
        #expect(
            try Plans.problems(texts) == [
                "scenario 's': topics: 12 subscribers cannot be spread evenly over 5 topics: "
                    + "write numbers of which one divides the other, or exclude the pair with "
                    + "'exclude: [{subscribers: 12, topics: 5}]'"
            ])
        #expect(try Plans.cells(texts, exclude: [[.subscribers: ["12"], .topics: ["5"]]]).count == 3)
    }

    @Test func required_AreAskedFor_WhenMissing() throws {
        let plan = Plan(name: "p", scenarios: [Scenario(name: "s")])
        #expect(
            Plans.problems(plan) == [
                "scenario 's': strategy: is not set, and has no default: "
                    + "write one of \(StrategyName.allCases.map(\.rawValue).joined(separator: ", "))"
            ])
        let unrated = Scenario(name: "s", parameters: try Plans.values([.strategy: ["timer"], .subscribers: ["1"]]))
        #expect(
            Plans.problems(Plan(name: "p", scenarios: [unrated])) == [
                "scenario 's': rate: open load needs a rate: write 'rate' or 'delivery_rate'"
            ])
    }

    @Test func exact_IsRefused_WhenThereAreNoMessages() throws {
        #expect(
            try Plans.problems([.exact: ["true"]]) == [
                "scenario 's': exact: exact counts need a fixed number of messages: write 'messages'"
            ])
    }

    @Test func indices_AreRefused_WhenBeyond32Bits() throws {
        #expect(
            try Plans.problems([.rate: ["1000000"], .duration: ["1h"]]) == [
                "scenario 's': duration: 3600000000 messages are too many: rate times duration must be at most 2147483647"
            ])
        #expect(
            try Plans.problems([.rate: ["1000000"], .warmup: ["1h"], .messages: ["10"]]) == [
                "scenario 's': warmup: 3600000000 messages are too many: rate times warmup must be at most 2147483647"
            ])
    }

    @Test func matrix_IsRefused_WhenEmpty() throws {
        #expect(
            try Plans.problems([.subscribers: []]) == [
                "scenario 's': subscribers: the list is empty: write at least one value, or leave it out"
            ])
        #expect(
            try Plans.problems([:], exclude: [[.strategy: ["timer"]]]) == [
                "scenario 's': every cell is excluded: take a rule out of 'exclude', or add values"
            ])
        #expect(Plans.problems(Plan(name: "p", scenarios: [])) == ["the plan has no scenario: write at least one"])
        #expect(
            try Plans.problems([:], exclude: [[:]]) == [
                "scenario 's': a rule of 'exclude' is empty: write a parameter and its values, or leave it out"
            ])
    }

    @Test func matrix_IsRefusedUnspanned_WhenItIsTooLarge() throws {
        let hundred = (1...100).map(String.init)
        let problems = try Plans.problems([
            .capacity: hundred, .partitions: hundred, .rate: hundred, .slowBurst: Array(hundred.prefix(10)),
        ])
        #expect(
            problems == [
                "the plan spans 10000000 cells, and 100000 is the most: shorten the lists of scenario 's', "
                    + "which alone spans 10000000"
            ])
    }

    @Test func count_StopsAtTheLargestInteger_WhenTheProductOverflows() throws {
        let many = (1...1_000).map(String.init)
        var scenario = try Plans.scenario()
        for parameter in [Parameter.capacity, .slowBurst, .partitions, .publishers, .rate, .topics, .overlapLimit] {
            scenario.parameters[parameter] = try many.map { try parameter.parse($0) }
        }
        #expect(Matrix.count(scenario) == .max)
        #expect(Plans.problems(Plan(name: "p", scenarios: [scenario, scenario])).count == 1)
    }

    @Test func plan_IsRefused_WhenItsFrameIsWrong() throws {
        let twice = Plan(name: "", repetitions: 0, scenarios: [try Plans.scenario("a b"), try Plans.scenario("a b")])
        let name = "the name is none: use letters, digits, '.', '_' and '-', at most 64 of them"
        #expect(
            Plans.problems(twice) == [
                "the plan has no name: write 'name'",
                "repetitions: '0' is out of range: write a whole number from 1 to 10000",
                "scenario 'a b': \(name)", "scenario 'a b': is there twice: rename one", "scenario 'a b': \(name)",
            ])
    }

    @Test func implementation_IsRefused_WhenUnknown() throws {
        var plan = try Plans.plan([.implementation: ["mien", "laggard"]])
        plan.implementations["mine"] = Implementation(command: ["./mine"])
        #expect(
            Plans.problems(plan) == [
                "scenario 's': implementation: 'mien' is unknown; did you mean 'mine'? "
                    + "(write laggard, or add it to 'implementations')"
            ])
        plan.implementations = [
            "mien": Implementation(command: []), "laggard": Implementation(command: ["x"], build: []),
        ]
        #expect(
            Plans.problems(plan) == [
                "implementation 'laggard' is the built-in one: rename it",
                "implementation 'laggard' has an empty build: write 'build: make', or leave it out",
                "implementation 'mien' has no command: write 'command: [program, argument]'",
            ])
    }

    @Test func values_AreRefused_WhenBuiltBeyondTheirLimits() throws {
        var scenario = try Plans.scenario()
        scenario.parameters[.subscribers] = [.integer(0)]
        scenario.parameters[.rate] = [.number(.infinity)]
        scenario.parameters[.deliveryRate] = [.number(1)]
        #expect(
            Plans.problems(Plan(name: "p", scenarios: [scenario])) == [
                "scenario 's': subscribers: '0' is out of range: write a whole number from 1 to 1000000",
                "scenario 's': rate: 'inf' is out of range: write a number above 0 and at most 1000000000",
                "scenario 's': delivery_rate: 'delivery_rate' and 'rate' say the same: leave one out",
            ])
    }
}
