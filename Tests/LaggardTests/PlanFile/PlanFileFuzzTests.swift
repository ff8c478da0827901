import Experiment
import Testing

@testable import Laggard

@Suite struct PlanFileFuzzTests {
    private static let pieces = [
        "", " ", "\n", "\t", ":", "-", "[", "]", "{", "}", ",", "&a", "*a", "!!str", "<<: *a", "? ", "|", ">", "'",
        "\"",
        "#", "---\n", "%", "0", "-1", "~", "null", "\u{0}", "é", "1e999", "strategy", "rate: 1",
    ]

    // Whatever is in the file, the answer is a plan or words that name it.
    @Test(arguments: 1...40)
    func plan_IsReadOrRefusedInWords_WhenTheTextIsDamaged(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<25 {
            var text = Array(Preset.default.yaml.unicodeScalars)
            for _ in 0...random.next(below: 4) {
                let start = random.next(below: text.count)
                let end = min(text.count, start + random.next(below: 6))
                text.replaceSubrange(
                    start..<end, with: Self.pieces[random.next(below: Self.pieces.count)].unicodeScalars)
            }
            var yaml = String.UnicodeScalarView()
            yaml.append(contentsOf: text)
            do {
                _ = try PlanFile.plan(yaml: String(yaml), file: "plan.yaml")
            } catch {
                #expect(!error.messages.isEmpty)
                #expect(error.messages.allSatisfy { $0.hasPrefix("plan.yaml:") }, "seed \(seed): \(error)")
            }
        }
    }
}
