import Foundation
import Testing

/// `laggard report` as a user runs it.
@Suite(.serialized)
struct ReportTests {
    /// A sandbox with a folder `run`, a run of so many trials that was made and not measured.
    private static func made(_ options: String..., name: String = "run", in sandbox: Sandbox? = nil) throws -> Sandbox {
        let sandbox = try sandbox ?? Sandbox()
        let result = try Command.run(
            "/usr/bin/env", ["python3", "\(Command.root)/Tests/Report/make-run", sandbox.path(name)] + options,
            in: sandbox)
        try #require(result.code == 0, "\(result.errors)")
        return sandbox
    }

    /// A sandbox with a folder `run`, a copy of the run that is committed.
    private static func committed() throws -> Sandbox {
        let sandbox = try Sandbox()
        try FileManager.default.copyItem(
            atPath: "\(Command.root)/results/baseline/exact", toPath: sandbox.path("run"))
        return sandbox
    }

    /// Whether it is a whole report.
    private static func isWhole(_ html: String) -> Bool {
        html.hasPrefix("<!doctype html>") && html.hasSuffix("</html>\n")
    }

    /// The text of a file of a run, changed.
    private static func change(_ name: String, in sandbox: Sandbox, _ change: (inout String) -> Void) throws {
        var text = try sandbox.text("run/\(name)")
        change(&text)
        try sandbox.write(text, to: "run/\(name)")
    }

    // MARK: What is written

    @Test func committedRun_IsReported_AndThePathPrinted() throws {
        let sandbox = try Self.committed()
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 0)
        #expect(ending.output == "run/report.html\n")
        #expect(ending.error.isEmpty, "\(ending.error)")
        let html = try sandbox.text("run/report.html")
        #expect(Self.isWhole(html))
        #expect(html.contains("20 trials of 10 cells, 2 trials each: 20 ok."))
        #expect(html.contains("Allocations per delivery"))
        // Nothing that is half written stays behind.
        let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.path("run")).sorted()
        #expect(names == ["histograms.csv", "manifest.json", "report.html", "samples.csv", "trials.csv"])
    }

    @Test func madeRun_IsReported_WithItsFindings() throws {
        let sandbox = try Self.made("--trials", "240")
        let ending = try Laggard.run("report", "run", "-o", "elsewhere.html", in: sandbox)
        try #require(ending.code == 0, "\(ending.error)")
        #expect(ending.output == "elsewhere.html\n")
        let html = try sandbox.text("elsewhere.html")
        #expect(Self.isWhole(html))
        for words in ["stops delivering", "delivers out of order", "cost the fast ones a p99", "has the most"] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(!sandbox.exists("run/report.html"))
    }

    @Test func textFromOutside_IsNeverMarkup() throws {
        let sandbox = try Self.made("--trials", "440", "--hostile")
        try #require(try Laggard.run("report", "run", in: sandbox).code == 0)
        let html = try sandbox.text("run/report.html")
        #expect(!html.contains("<img"))
        #expect(html.contains("&lt;img"))
        #expect(!html.contains("\u{202E}"))
    }

    @Test func otherRun_StandsBeside_WithTheVerdictOfTheGate() throws {
        let sandbox = try Self.committed()
        try FileManager.default.copyItem(atPath: sandbox.path("run"), toPath: sandbox.path("older"))
        let ending = try Laggard.run("report", "run", "--against", "older", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        let html = try sandbox.text("run/report.html")
        let gate = try Laggard.run("gate", "--baseline", "older", "--candidate", "run", in: sandbox)
        #expect(gate.output.contains("unchanged"))
        #expect(html.contains("<section id=\"verdict\">"))
        #expect(html.contains("<p>older → run: <strong>unchanged</strong></p>"))
    }

    @Test func otherRun_IsShownAllTheSame_WhenNothingCanBeCompared() throws {
        let sandbox = try Self.made("--trials", "30", name: "older", in: Self.committed())
        let ending = try Laggard.run("report", "run", "--against", "older", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        let html = try sandbox.text("run/report.html")
        #expect(html.contains("Nothing can be compared: &#39;older&#39; and &#39;run&#39; have no cell in common"))
        #expect(html.contains("30 trials of 10 cells"))
    }

    @Test func plotly_IsThatOfThePackageThatIsPinned() throws {
        let result = try Command.run("\(Command.root)/scripts/take-plotly", "--check", in: Sandbox())
        if result.code == 77 { try Test.cancel("no package index: \(result.errors)") }
        #expect(result.code == 0, "\(result.errors)")
    }

    // MARK: Where it goes

    @Test func reportOfOurs_IsReplaced_AndAnyOtherFileIsNot() throws {
        let sandbox = try Self.committed()
        try #require(try Laggard.run("report", "run", in: sandbox).code == 0)
        try Self.change("report.html", in: sandbox) { $0 += "<!-- an older one -->" }
        try #require(try Laggard.run("report", "run", in: sandbox).code == 0)
        #expect(Self.isWhole(try sandbox.text("run/report.html")))
        try sandbox.write("my notes", to: "notes.html")
        let refused = try Laggard.run("report", "run", "-o", "notes.html", in: sandbox)
        #expect(refused.code == 2)
        #expect(refused.error.contains("'notes.html' is there already") && refused.error.contains("--force"))
        #expect(try sandbox.text("notes.html") == "my notes")
        #expect(try Laggard.run("report", "run", "-o", "notes.html", "--force", in: sandbox).code == 0)
        #expect(Self.isWhole(try sandbox.text("notes.html")))
    }

    @Test func link_StaysALink_AndTheFileBehindItIsReplaced() throws {
        let sandbox = try Self.committed()
        try #require(try Laggard.run("report", "run", "-o", "first.html", in: sandbox).code == 0)
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.path("latest.html"), withDestinationPath: "first.html")
        try #require(try Laggard.run("report", "run", "-o", "latest.html", in: sandbox).code == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: sandbox.path("latest.html")) == "first.html")
    }

    @Test(arguments: [("run", 2), ("/dev/null", 2), ("nowhere/report.html", 7)])
    func place_IsRefused_WhereNoFileCanBe(_ path: String, _ code: Int32) throws {
        let sandbox = try Self.committed()
        let ending = try Laggard.run("report", "run", "-o", path, in: sandbox)
        #expect(ending.code == code, "\(ending.error)")
        #expect(ending.error.contains("'\(path)"))
        #expect(ending.output.isEmpty)
    }

    // MARK: What is wrong with a run

    @Test func absentSeriesAndHistograms_AreANote_InTheReportToo() throws {
        let sandbox = try Self.committed()
        for name in ["samples.csv", "histograms.csv"] {
            try FileManager.default.removeItem(atPath: sandbox.path("run/\(name)"))
        }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 0)
        #expect(ending.error.contains("note: run/samples.csv is not there: there are no time series"))
        #expect(ending.error.contains("note: run/histograms.csv is not there: there are no latency curves"))
    }

    @Test func lastRow_IsLeftOutWithANote_WhenItIsTorn() throws {
        let sandbox = try Self.committed()
        try Self.change("trials.csv", in: sandbox) { $0.removeLast(40) }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 0)
        #expect(ending.error.contains("note: run/trials.csv:21: the last row was not written to its end"))
        #expect(try sandbox.text("run/report.html").contains("19 trials of 10 cells"))
    }

    @Test(arguments: [
        ("trials.csv", 3, "a,b"), ("samples.csv", 4, "a,b,c"), ("samples.csv", 5, "x,soon,window,,,,,,,,,,,,"),
        ("histograms.csv", 2, "x,fast_latency"), ("histograms.csv", 3, "x,slowest_latency,HISTFAAA"),
    ])
    func row_IsRefusedWithItsLine_WhenItIsNone(_ name: String, _ line: Int, _ row: String) throws {
        let sandbox = try Self.committed()
        try Self.change(name, in: sandbox) { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            lines[line - 1] = row[...]
            text = lines.joined(separator: "\n")
        }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("run/\(name):\(line): "), "\(ending.error)")
        #expect(ending.error.contains("Mend it, or give the folder of a run"))
        #expect(!sandbox.exists("run/report.html"))
    }

    @Test func histogram_IsRefusedWithItsLine_WhenItCannotBeDecoded() throws {
        let sandbox = try Self.made("--trials", "20")
        var line = 0
        try Self.change("histograms.csv", in: sandbox) { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            line = (lines.firstIndex { $0.contains(",slow_latency,") } ?? 0) + 1
            lines[line - 1] = String(lines[line - 1].dropLast(20))
            text = lines.joined(separator: "\n")
        }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("run/histograms.csv:\(line): this is no histogram: "), "\(ending.error)")
    }

    @Test(arguments: [
        ("trials.csv", "name,price\nbread,2\n", "trials.csv:1: column 'name': is unknown"),
        ("trials.csv", "", "trials.csv:1: the file is empty"),
        ("samples.csv", "", "samples.csv:1: the file is empty"),
        ("manifest.json", "{", "manifest.json' is not a manifest"),
        ("manifest.json", "{\"schema_version\": 2}", "has version 2 and this laggard reads version 1"),
    ])
    func file_IsRefused_WhenItIsNotOurs(_ name: String, _ text: String, _ words: String) throws {
        let sandbox = try Self.committed()
        try sandbox.write(text, to: "run/\(name)")
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains(words), "\(ending.error)")
    }

    @Test func rowsOfAnotherVersion_AreRefused_InWords() throws {
        let sandbox = try Self.committed()
        try Self.change("trials.csv", in: sandbox) { $0 = $0.replacing("\n1,", with: "\n2,") }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("trials.csv:2: column 'schema_version': the file has version '2'"))
        #expect(ending.error.contains("read it with the laggard that wrote it"))
    }

    @Test func runWithoutTrials_IsRefused_WithHowToGoOn() throws {
        let sandbox = try Self.committed()
        try Self.change("trials.csv", in: sandbox) { $0 = $0.prefix { $0 != "\n" } + "\n" }
        let ending = try Laggard.run("report", "run", in: sandbox)
        #expect(ending.code == 2)
        #expect(ending.error.contains("run/trials.csv:1: there is no trial in it yet"))
        #expect(ending.error.contains("laggard run --resume run"))
    }

    @Test(arguments: [
        ["report"], ["report", "nowhere"], ["report", "run", "--against", "nowhere"], ["report", "run", "--json"],
    ])
    func command_Exits2_WhenItIsNotGivenARun(_ arguments: [String]) throws {
        let sandbox = try Self.committed()
        let ending = try Laggard.run(arguments, in: sandbox)
        #expect(ending.code == 2)
        #expect(!ending.error.isEmpty && ending.output.isEmpty)
        #expect(!sandbox.exists("run/report.html"))
    }
}
