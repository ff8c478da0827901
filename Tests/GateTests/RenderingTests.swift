import Testing

@testable import Gate

@Suite struct RenderingTests {
    @Test func text_IsTheGoldenFile() throws {
        try expectGolden("Tests/Golden/gate/report.txt", try Reports.full().text())
        try expectGolden("Tests/Golden/gate/hostile.txt", try Reports.hostile().text())
    }

    @Test func markdown_IsTheGoldenFile() throws {
        try expectGolden("Tests/Golden/gate/report.md", try Reports.full().markdown())
        try expectGolden("Tests/Golden/gate/hostile.md", try Reports.hostile().markdown())
    }

    @Test func junit_IsTheGoldenFile() throws {
        try expectGolden("Tests/Golden/gate/report.xml", try Reports.full().junit())
        try expectGolden("Tests/Golden/gate/hostile.xml", try Reports.hostile().junit())
    }

    @Test func json_IsTheGoldenFile_AndIsReadBack() throws {
        let report = try Reports.full()
        let json = try report.json()
        try expectGolden("Tests/Golden/gate/verdict.json", String(decoding: json, as: UTF8.self))
        #expect(try GateReport(json: json) == report)
    }

    @Test func json_IsRefused_WhenItsVersionIsAnother() throws {
        let json = String(decoding: try Reports.full().json(), as: UTF8.self)
        let other = json.replacing("\"schema_version\" : 1", with: "\"schema_version\" : 2")
        #expect(throws: DecodingError.self) { try GateReport(json: other.utf8) }
    }

    @Test func rendering_KeepsUntrustedText_InItsPlace() throws {
        let report = try Reports.hostile()
        // Tables have as many columns as their header.
        for line in report.markdown().split(separator: "\n") where line.hasPrefix("|") {
            let columns = line.count { $0 == "|" }
            #expect(columns == 8 || columns == 6, "\(line)")
        }
        #expect(!report.text().contains("\u{1B}"))
        #expect(!report.junit().contains("<img"))
        let note = try #require(report.markdown().split(separator: "\n").last { $0.hasPrefix("- ") })
        #expect(!note.contains("<") && !note.contains("@s") && !note.contains(" **bold"))
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (1.005, 3, "1.005"), (-2.5, 1, "-2.5"), (12, 0, "12"),
        (1e300, 2, "1e+300"),
        (.infinity, 2, "inf"), (.nan, 2, "?"),
    ])
    func fixed_IsPlain(value: Double, decimals: Int, text: String) { #expect(Figures.fixed(value, decimals) == text) }

    @Test func percent_HasFewDecimals() {
        #expect([0.1, 0.125, 0.01, 0.00333, 1].map(Figures.percent) == ["10%", "12.5%", "1%", "0.33%", "100%"])
        #expect([0, 3, 1.25, 1_750_000, 0.001].map(Figures.plain) == ["0", "3", "1.25", "1750000", "0.001"])
    }
}
