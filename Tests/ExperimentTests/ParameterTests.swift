import Testing

@testable import Experiment

@Suite struct ParameterTests {
    @Test(arguments: [
        (Parameter.timeout, "5ms", ParameterValue.duration(5_000_000)), (.timeout, "500us", .duration(500_000)),
        (.timeout, "3min", .duration(180_000_000_000)), (.timeout, "1.5s", .duration(1_500_000_000)),
        (.timeout, "0.1ms", .duration(100_000)), (.timeout, "1ns", .duration(1)), (.warmup, "0s", .duration(0)),
        (.duration, "24h", .duration(86_400_000_000_000)), (.heapLimit, "4GiB", .bytes(4_294_967_296)),
        (.heapLimit, "512MiB", .bytes(536_870_912)), (.subscribers, "1_000_000", .integer(1_000_000)),
        (.partitions, "article", .word("article")), (.partitions, "3", .integer(3)), (.rate, "1e3", .number(1_000)),
        (.slowFraction, "0.05", .number(0.05)), (.exact, "true", .flag(true)),
        (.strategy, "shared-timer", .word("shared-timer")),
    ])
    func parse_GivesTheValue_WhenWellWritten(parameter: Parameter, text: String, value: ParameterValue) throws {
        #expect(try parameter.parse(text) == value)
        #expect(try parameter.parse(value.text) == value)
    }

    @Test(arguments: [
        (Parameter.timeout, "5", "'5' has no unit: write it as 5ms, with one of ns, us, ms, s, min, h"),
        (.timeout, "5 ms", "' ms' in '5 ms' is no unit; did you mean 'ms'? (write one of ns, us, ms, s, min, h)"),
        (.timeout, "5sec", "'sec' in '5sec' is no unit: write one of ns, us, ms, s, min, h"),
        (.timeout, "ms", "'ms' is no number with a unit: write it as 5ms, with one of ns, us, ms, s, min, h"),
        (.timeout, "0ms", "'0ms' is out of range: write a duration from 1ns to 24h"),
        (.timeout, "-5ms", "'-5ms' is out of range: write a duration from 1ns to 24h"),
        (.timeout, "25h", "'25h' is out of range: write a duration from 1ns to 24h"),
        (.timeout, "99999999999999999999h", "'99999999999999999999h' is out of range: write a smaller one"),
        (
            .heapLimit, "4GB",
            "'GB' in '4GB' is no unit; did you mean 'GiB'? (write one of B, KiB, MiB, GiB, TiB)"
        ),
        (.heapLimit, "4gib", "'gib' in '4gib' is no unit; did you mean 'GiB'? (write one of B, KiB, MiB, GiB, TiB)"),
        (.heapLimit, "1B", "'1B' is out of range: write a size from 1MiB to 1024TiB"),
        (.subscribers, "0", "'0' is out of range: write a whole number from 1 to 1000000"),
        (.subscribers, "1000001", "'1000001' is out of range: write a whole number from 1 to 1000000"),
        (.subscribers, "ten", "'ten' is no whole number: write a whole number from 1 to 1000000"),
        (.subscribers, "1.5", "'1.5' is no whole number: write a whole number from 1 to 1000000"),
        (.subscribers, "1__0", "'1__0' is no whole number: write a whole number from 1 to 1000000"),
        (.subscribers, "", "has no value: write a whole number from 1 to 1000000"),
        (.capacity, "0", "'0' is out of range: write a whole number from 1 to 1000000"),
        (.messages, "2147483648", "'2147483648' is out of range: write a whole number from 1 to 2147483647"),
        (.partitions, "0", "'0' is out of range: write 'article' or a whole number from 1 to 1000"),
        (
            .partitions, "artcile",
            "'artcile' is no whole number; did you mean 'article'? (write 'article' or a whole number from 1 to 1000)"
        ),
        (.rate, "-1", "'-1' is out of range: write a number above 0 and at most 1000000000"),
        (.rate, "0", "'0' is out of range: write a number above 0 and at most 1000000000"),
        (.rate, "inf", "'inf' is no number: write a number above 0 and at most 1000000000"),
        (.rate, "nan", "'nan' is no number: write a number above 0 and at most 1000000000"),
        (.rate, "0x10", "'0x10' is no number: write a number above 0 and at most 1000000000"),
        (.slowFraction, "1.01", "'1.01' is out of range: write a number from 0 to 1"),
        (.slowFraction, "5%", "'5%' is no number: write a number from 0 to 1"),
        (.exact, "yes", "'yes' is neither true nor false: write true or false"),
        (.dispatch, "detatched", "'detatched' is unknown; did you mean 'detached'? (write one of detached, awaited)"),
        (.executor, "pool", "'pool' is unknown: write one of default, own"),
        (
            .strategy, "sharedtimer",
            "'sharedtimer' is unknown; did you mean 'shared-timer'? "
                + "(write one of \(StrategyName.allCases.map(\.rawValue).joined(separator: ", ")))"
        ),
    ])
    func parse_SaysWhatIsWrong_WhenBadlyWritten(parameter: Parameter, text: String, message: String) {
        let error = #expect(throws: ParameterError.self) { try parameter.parse(text) }
        #expect(error?.description == message)
    }

    @Test func named_SuggestsTheKey_WhenMisspelt() {
        let error = #expect(throws: ParameterError.self) { try Parameter.named("subscriber") }
        #expect(error?.suggestion == "subscribers")
        #expect(throws: Never.self) { try Parameter.named("slow_delay") }
    }

    @Test(arguments: Parameter.allCases)
    func parameter_HasASoundDefaultAndAMeaning(parameter: Parameter) throws {
        if let value = parameter.defaultValue {
            try parameter.kind.check(value)
            #expect(try parameter.parse(value.text) == value)
        }
        #expect(!parameter.meaning.isEmpty && !parameter.defaultText.isEmpty)
    }
}
