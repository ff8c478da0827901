import Profiling
import Testing

@testable import Laggard

/// The tables of functions, from stacks whose sums are known.
struct FunctionTableTests {
    private static func stack(_ names: String, _ value: Int64) -> Profile.Stack {
        Profile.Stack(frames: names.split(separator: ";").map { .init(name: String($0)) }, value: value)
    }

    private static let stacks = [
        stack("main;publish;arm", 600_000_000), stack("main;publish;arm;arm", 200_000_000),
        stack("main;publish", 150_000_000), stack("main;read", 50_000_000),
    ]

    @Test func weights_CountAFunctionOncePerStack() {
        let weights = FunctionWeights(Self.stacks)
        #expect(weights.total == 1_000_000_000)
        #expect(weights.weights["arm"] == .init(flat: 800_000_000, cumulative: 800_000_000))
        #expect(weights.weights["publish"] == .init(flat: 150_000_000, cumulative: 950_000_000))
        #expect(weights.weights["main"] == .init(flat: 0, cumulative: 1_000_000_000))
    }

    @Test func top_IsAsPprofWritesIt() {
        let text = TopTable(.cpu, Self.stacks, TableLimit(count: 3, order: .flat)).text()
        #expect(
            text == """
                CPU time: 1.00s
                the top 3 of 4 functions have 100.00% of it
                    flat   flat%     sum%       cum    cum%
                800.00ms  80.00%   80.00%  800.00ms  80.00%  arm
                150.00ms  15.00%   95.00%  950.00ms  95.00%  publish
                 50.00ms   5.00%  100.00%   50.00ms   5.00%  read

                """)
        let cumulative = FunctionWeights(Self.stacks).top(2, by: .cumulative)
        #expect(cumulative.map(\.name) == ["main", "publish"])
        #expect(TopTable(.inUse, [], TableLimit(count: 3, order: .flat)).text().contains("nothing was sampled"))
    }

    @Test func names_AreShownHarmless_AndCut() {
        let long = String(repeating: "x", count: 500) + "\u{1B}[2J"
        let text = TopTable(.cpu, [Self.stack("a\u{1B}[2J;\(long)", 1)], TableLimit(count: 9, order: .flat)).text()
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count < 200 })
    }

    @Test func difference_HasWhatIsInOneAlone_AndNotWhatIsTheSame() {
        let base = [Self.stack("main;publish", 150_000_000), Self.stack("main;tick", 10_000_000)]
        let table = DiffTable(
            .cpu, ("after", Self.stacks), against: ("ticker", base), TableLimit(count: 9, order: .flat))
        let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.name, $0) })
        #expect(table.rows.first?.name == "arm")
        #expect(rows["arm"]?.flat == 800_000_000 && rows["arm"]?.base == 0)
        #expect(rows["tick"]?.flat == -10_000_000)
        // What it does itself is the same: it is there only by what it calls.
        #expect(rows["publish"] == nil)
        let called = DiffTable(
            .cpu, ("after", Self.stacks), against: ("ticker", base), TableLimit(count: 9, order: .cumulative)
        ).rows.first { $0.name == "publish" }
        #expect(called?.flat == 0 && called?.cumulative == 800_000_000)
        let text = table.text()
        #expect(text.hasPrefix("CPU time: +840.00ms (1.00s in after, 160.00ms in ticker)\n"))
        #expect(text.contains("+800.00ms") && text.contains("-10.00ms"))
        let same = DiffTable(
            .cpu, ("a", base), against: ("b", base), TableLimit(count: 9, order: .flat))
        #expect(same.text() == "CPU time: no difference\n")
    }

    @Test(arguments: [
        (ProfileKind.cpu, Int64(0), "0"), (.cpu, 999, "999ns"), (.cpu, 1_500_000_000, "1.50s"),
        (.inUse, 1_023, "1023B"), (.inUse, 1_024, "1.00kB"), (.allocated, 3 << 30, "3.00GB"),
        (.cpu, -20_000_000, "-20.00ms"),
    ])
    func value_HasItsUnit(kind: ProfileKind, value: Int64, expected: String) {
        #expect(kind.text(value) == expected)
    }
}
