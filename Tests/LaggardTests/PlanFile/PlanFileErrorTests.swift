import Experiment
import Testing

@testable import Laggard

@Suite struct PlanFileErrorTests {
    /// What is wrong with the text; empty where nothing is.
    static func errors(_ yaml: String, _ overrides: [String] = []) -> String {
        do {
            _ = try PlanFile.plan(yaml: yaml, file: "plan.yaml", overrides: overrides.map(PlanOverride.init))
            return ""
        } catch {
            return error.description
        }
    }

    private static let remedy =
        "see 'laggard list parameters'; or write description, repetitions, cases, exclude, limits, tolerances"

    /// A sound plan but for its scenario's last line, which is line 7 and begins in column 5.
    private static func errors(inScenario line: String) -> String {
        errors(
            """
            name: p
            scenarios:
              slow:
                strategy: timer
                subscribers: 10
                rate: 10
                \(line)
            """)
    }

    @Test(arguments: [
        (
            "capcity: 10",
            "7:5: 'capcity' is no parameter; did you mean 'capacity'? (\(Self.remedy))"
        ),
        ("zebra: 10", "7:5: 'zebra' is no parameter: \(Self.remedy)"),
        ("capacity: 0", "7:15: capacity: '0' is out of range: write a whole number from 1 to 1000000"),
        ("capacity: [1, 2, -3]", "7:22: capacity: '-3' is out of range: write a whole number from 1 to 1000000"),
        ("capacity: many", "7:15: capacity: 'many' is no whole number: write a whole number from 1 to 1000000"),
        (
            "capacity: {a: 1}",
            "7:15: capacity: is neither a value nor a list of values: write a whole number from 1 to 1000000"
        ),
        (
            "capacity: [[1]]",
            "7:16: capacity: is neither a value nor a list of values: write a whole number from 1 to 1000000"
        ),
        ("capacity: []", "7:15: capacity: the list is empty: write at least one value, or leave it out"),
        ("capacity:", "7:14: capacity: has no value: write a whole number from 1 to 1000000"),
        ("timeout: 5", "7:14: timeout: '5' has no unit: write it as 5ms, with one of ns, us, ms, s, min, h"),
        ("drain_limit: -1s", "7:18: drain_limit: '-1s' is out of range: write a duration from 0ns to 24h"),
        (
            "dispatch: detatched",
            "7:15: dispatch: 'detatched' is unknown; did you mean 'detached'? (write one of detached, awaited)"
        ),
        ("rate: 20", "6:5: 'rate': is there twice: leave one out"),
        ("delivery_rate: 20", "7:5: delivery_rate: says the same as 'rate': leave one out"),
        (
            "implementation: mine",
            "7:21: scenario 'slow': implementation: 'mine' is unknown: "
                + "write laggard, or add it to 'implementations'"
        ),
        (
            "exclude: {strategy: timer}",
            "7:14: exclude: is no list: write 'exclude: [{strategy: after, subscribers: 100}]'"
        ),
        (
            "exclude: [timer]",
            "7:15: exclude: is no mapping of keys to values: write '{strategy: after, subscribers: 100}'"
        ),
        ("cases: 3", "7:12: cases: is no list: write 'cases: [{subscribers: 10000, rate: 50}]'"),
        ("cases: [{capacity: 0}]", "7:24: capacity: '0' is out of range: write a whole number from 1 to 1000000"),
        ("exclude: [{}]", "7:15: exclude: an entry is empty: write a parameter and its values, or leave it out"),
        (
            "exclude: [{strategy: tmer}]",
            "7:26: strategy: 'tmer' is unknown; did you mean 'timer'? "
                + "(write one of \(StrategyName.allCases.map(\.rawValue).joined(separator: ", ")))"
        ),
        (
            "exclude: [{strategy: timer}]",
            "7:5: scenario 'slow': every cell is excluded: take a rule out of 'exclude', or add values"
        ),
        ("repetitions: 0", "7:18: repetitions: '0' is out of range: write a whole number from 1 to 10000"),
        ("description: [a]", "7:18: description: is no text: write one"),
        ("exact: true", "7:12: scenario 'slow': exact: exact counts need a fixed number of messages: write 'messages'"),
        (
            "topics: 3",
            "7:13: scenario 'slow': topics: 10 subscribers cannot be spread evenly over 3 topics: write numbers of "
                + "which one divides the other, or exclude the pair with 'exclude: [{subscribers: 10, topics: 3}]'"
        ),
        ("topics: [1", "8:1: did not find expected ',' or ']' while parsing a flow sequence"),
    ])
    func scenario_IsRefusedWithItsLine_WhenWrong(line: String, message: String) {
        #expect(Self.errors(inScenario: line) == "plan.yaml:" + message)
    }

    @Test(arguments: [
        ("", "plan.yaml: the file is empty: write 'name' and 'scenarios'"),
        ("# nothing", "plan.yaml: the file is empty: write 'name' and 'scenarios'"),
        ("[]", "plan.yaml:1:1: the plan: is no mapping of keys to values: write 'name' and 'scenarios'"),
        (
            "{}",
            "plan.yaml: name: is missing: write 'name: ...'\nplan.yaml: scenarios: is missing: write 'scenarios: ...'"
        ),
        ("{name: p, scenarios: {}}", "plan.yaml:1:22: scenarios: is empty: write at least one"),
        (
            "{name: p, scenarios: [a]}",
            "plan.yaml:1:22: scenarios: is no mapping of keys to values: write a name and its parameters for each"
        ),
        (
            "name: \tp\n\tx: 1",
            "plan.yaml:2:1: found a tab character that violates indentation while scanning a plain scalar"
        ),
        ("name: *x", "plan.yaml:1:7: found undefined alias"),
    ])
    func plan_IsRefused_WhenItsFrameIsWrong(yaml: String, message: String) {
        #expect(Self.errors(yaml) == message)
    }

    @Test func plan_NamesEveryError_InTheFilesOrder() {
        let yaml = """
            name: p
            scenaros: {}
            capacity: 10
            seed: x
            repetitions: 0
            scenarios:
              "a b": {strategy: timer, subscribers: 1, rate: 1}
              b: {subscribers: 0, rate: -1}
              c: 7
            implementations:
              laggard: {command: [x]}
              other: {comand: [x]}
              third: {command: run me}
              fourth: {command: [x], build: {}}
              fifth: {command: [x], biuld: make}
            """
        #expect(
            Self.errors(yaml) == """
                plan.yaml:2:1: 'scenaros' is no key of a plan; did you mean 'scenarios'? (write one of name, seed, \
                repetitions, defaults, scenarios, implementations, limits, tolerances)
                plan.yaml:3:1: 'capacity' is no key of a plan: put it under 'defaults' or into a scenario
                plan.yaml:4:7: seed: 'x' is no seed: write a whole number from 0 to 18446744073709551615
                plan.yaml:5:14: repetitions: '0' is out of range: write a whole number from 1 to 10000
                plan.yaml:7:3: 'a b': the name is none: use letters, digits, '.', '_' and '-', at most 64 of them
                plan.yaml:8:20: subscribers: '0' is out of range: write a whole number from 1 to 1000000
                plan.yaml:8:29: rate: '-1' is out of range: write a number above 0 and at most 1000000000
                plan.yaml:9:6: c: is no mapping of keys to values: write parameters and their values
                plan.yaml:11:3: 'laggard' is the built-in one: rename it
                plan.yaml:12:10: command: is no list of words: write 'name: {command: [program, argument]}'
                plan.yaml:12:11: 'comand' is no key of an implementation; did you mean 'command'? (write 'name: \
                {command: [program, argument]}')
                plan.yaml:13:20: command: is no list of words: write 'name: {command: [program, argument]}'
                plan.yaml:14:33: build: is neither a line for the shell nor a list of words: write 'build: make' or \
                'build: [make, target]'
                plan.yaml:15:25: 'biuld' is no key of an implementation; did you mean 'build'? (write 'name: \
                {command: [program, argument]}')
                """)
    }

    @Test func plan_NamesTheLineInDefaults_WhenADefaultIsWrongForAScenario() {
        let yaml = """
            name: p
            defaults:
              load_model: saturated
              dispatch: detached
            scenarios:
              s: {strategy: timer, subscribers: 1}
            """
        #expect(Self.errors(yaml).hasPrefix("plan.yaml:4:13: scenario 's': dispatch: saturated load with detached"))
    }

    @Test func plan_IsRefusedAtOnce_WhenItSpansTooMuch() {
        let list = (1...100).map(String.init).joined(separator: ", ")
        let yaml = """
            name: p
            scenarios:
              s: {strategy: timer, subscribers: [\(list)], rate: [\(list)], capacity: [\(list)], slow_burst: [\(list)]}
            """
        #expect(
            Self.errors(yaml)
                == "plan.yaml: the plan spans 100000000 cells, and 100000 is the most: "
                + "shorten the lists of scenario 's', which alone spans 100000000")
    }
}
