import Testing

@testable import Experiment

@Suite struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("timer", "timer", 0), ("tiemr", "timer", 1), ("tmer", "timer", 1),
        ("timeer", "timer", 1), ("tamer", "timer", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
    func distance_CountsEdits(left: String, right: String, expected: Int) {
        #expect(Spelling.distance(left, right) == expected)
        #expect(Spelling.distance(right, left) == expected)
    }

    @Test func suggestion_IsAbsent_WhenNothingIsNear() {
        #expect(Spelling.suggestion(for: "zebra", among: ["after", "timer"]) == nil)
        #expect(Spelling.suggestion(for: "timer", among: []) == nil)
    }

    @Test func suggestion_IsTheFirst_WhenTwoAreAsNear() {
        #expect(Spelling.suggestion(for: "tiker", among: ["timer", "ticker", "tiger"]) == "timer")
    }

    @Test func suggestion_HasTheSameFirstLetter_WhenTwoAreAsNear() {
        #expect(Spelling.suggestion(for: "GB", among: ["B", "KiB", "GiB"]) == "GiB")
    }

    @Test func suggestion_FoldsCase_WhenToldTo() {
        #expect(Spelling.suggestion(for: "TIMER", among: ["timer"]) == nil)
        #expect(Spelling.suggestion(for: "TIMER", among: ["timer"], foldingCase: true) == "timer")
    }
}
