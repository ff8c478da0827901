import Experiment
import FoundationEssentials
import Testing

@testable import Report

@Suite
struct StrategyStyleTests {
    @Test func everyStrategy_HasALookOfItsOwn() {
        let styles = StrategyName.allCases.map { StrategyStyle.of($0.rawValue) }
        #expect(Set(styles.map(\.color)).count == styles.count)
        #expect(Set(styles.map(\.darkColor)).count == styles.count)
        #expect(Set(styles.map(\.symbol)).count == styles.count)
    }

    /// Reports, plots and the pictures of docs/strategies.md have the same colours.
    @Test(arguments: StrategyName.allCases)
    func strategy_LooksAsInThePlots(strategy: StrategyName) throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try Data(contentsOf: URL(filePath: "/\(root)/scripts/plots/style.py"))
        let style = StrategyStyle.of(strategy.rawValue)
        let line = "\"\(strategy.rawValue)\": Style(\"\(style.color)\", \"\(style.darkColor)\", "
        #expect(String(decoding: file, as: UTF8.self).contains(line), "scripts/plots/style.py has no \(line)")
    }

    /// Colours that `scripts/plots/style.py` makes of names that it does not know.
    @Test(arguments: [("my-strategy", "#788F24"), ("x", "#29248F"), ("überholen", "#8F7F24")])
    func unknownStrategy_HasTheLookThatItsNameMakes(_ name: String, _ color: String) {
        #expect(StrategyStyle.of(name).color == color)
        #expect(StrategyStyle.of(name) == StrategyStyle.of(name))
    }

    @Test func strategies_AreInTheOrderOfTheManual_ThenByName() {
        #expect(
            StrategyStyle.inOrder(["zebra", "timer", "a", "after", "timer", "none"]) == [
                "after", "timer", "none", "a", "zebra",
            ])
    }
}
