import Experiment
import FoundationEssentials
import Gate
import HistogramEncoding
import Results
import Testing

@testable import Report

/// The file as a whole, and what of it is rendered without scripts.
@Suite
struct PageTests {
    /// Two strategies in two settings, one that leaks, a lower bound, one trial that failed.
    private static var records: [TrialRecord] {
        let p99 = Metric.latencyP99(.fast)
        let heap: [Metric: Double] = [.heapGrowth: 20_000, .heapBaseline: 7e6, .heapAfterDrain: 7.1e6]
        var bound = Made.trials(.sharedTimer, p99, [260e6, 275e6], heap.merging([.outOfOrder(.fast): 900]) { $1 })
        bound[0].latencyBound = true
        var failed = Made.trial(.timer, repetition: 2)
        failed.status = .crashed
        failed.statusDetail = "signal 11"
        failed.measurements = Measurements()
        let saturated = [StrategyName.timer, .dropNewest].flatMap { strategy in
            Made.trials(
                strategy,
                cell: {
                    $0.loadModel = .saturated
                    $0.offeredRatePerS = nil
                }, .deliveryRate, strategy == .timer ? [1e6, 1.1e6] : [14e6, 15e6])
        }
        return Made.trials(.timer, p99, [131e6, 141e6], heap) + [failed] + bound
            + Made.trials(.dropNewest, p99, [2.1e6, 2.3e6], heap) + saturated
    }

    private static let verdict = GateReport(
        base: "main", head: "work <tree>", notes: ["2 cells only in the baseline: left out"])

    private static func html(_ report: RunReport) throws -> String {
        String(decoding: try report.html(), as: UTF8.self)
    }

    /// One of the page's sections.
    private static func section(_ id: String, of html: String) throws -> String {
        let start = try #require(html.firstRange(of: "<section id=\"\(id)\">"))
        let end = try #require(html[start.lowerBound...].firstRange(of: "</section>"))
        return String(html[start.lowerBound..<end.upperBound]) + "\n"
    }

    private static func script(_ id: String, of html: String) throws -> [UInt8] {
        let start = try #require(html.firstRange(of: "<script type=\"text/plain\" id=\"\(id)\">"))
        let end = try #require(html[start.upperBound...].firstRange(of: "</script>"))
        let data = try #require(Data(base64Encoded: String(html[start.upperBound..<end.lowerBound])))
        return try #require(Zlib.inflated(Array(data)[...], limit: 1 << 26))
    }

    @Test(arguments: ["summary", "verdict", "figures", "manifest"])
    func section_IsAsItsGoldenFile(_ id: String) throws {
        let report = RunReport(
            Made.run(Self.records), against: Made.run(Array(Self.records.prefix(2)), role: .against),
            verdict: .judged(Self.verdict))
        try expectGolden("Tests/Golden/report/\(id).html", Self.section(id, of: Self.html(report)))
    }

    @Test func page_StandsAlone() throws {
        let html = try Self.html(RunReport(Made.run(Self.records)))
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        #expect(html.hasSuffix("</html>\n"))
        #expect(RunReport.wrote(html.utf8.prefix(1_024)))
        #expect(html.contains("default-src 'none'"))
        for id in ["summary", "controls", "charts", "trials", "trial", "figures", "manifest"] {
            #expect(html.ranges(of: "<section id=\"\(id)\">").count == 1, "\(id)")
        }
        #expect(!html.contains("<section id=\"verdict\">"))
        // Nothing is loaded from anywhere.
        for attribute in [" src=", "@import", "url(http", "<link"] {
            #expect(!html.contains(attribute), "\(attribute)")
        }
    }

    @Test func noText_FromOutside_IsMarkup() throws {
        let nasty = "</script><img src=x onerror=alert(1)>\"'`<!--"
        let records = Self.records.map { record in
            var record = record
            record.cell.scenario = nasty
            record.cell.implementation = nasty
            record.statusDetail = nasty
            record.trialID = nasty + record.trialID
            record.implementationVersion = nasty
            record.side = nasty
            return record
        }
        let manifest = Made.manifest([nasty]) { manifest in
            manifest.runID = nasty
            manifest.commandLine = [nasty]
            manifest.machine.cpuModel = nasty
            manifest.plan.name = nasty
            manifest.plan.scenarios[0].description = nasty
            manifest.build.packages = [nasty: nasty]
        }
        let verdict = GateReport(base: nasty, head: nasty, notes: [nasty])
        var run = Made.run(records, manifest: manifest)
        run.notes = [nasty]
        let clean = try Self.html(RunReport(Made.run(Self.records), verdict: .judged(Self.verdict)))
        let html = try Self.html(RunReport(run, verdict: .judged(verdict)))
        #expect(!html.contains("<img"))
        #expect(html.contains("&lt;img src=x"))
        #expect(html.ranges(of: "<script").count == clean.ranges(of: "<script").count)
        #expect(html.ranges(of: "</script").count == clean.ranges(of: "</script").count)
        let data = String(decoding: try Self.script("data", of: html), as: UTF8.self)
        #expect(data.contains("onerror"))
    }

    @Test func data_HoldsEveryTrial_AndEveryCellItsDetails() throws {
        let html = try Self.html(RunReport(Made.run(Self.records)))
        struct Data: Decodable {
            struct Scenario: Decodable {
                struct Setting: Decodable { let cells: [Int] }
                let settings: [Setting]
            }
            struct Cell: Decodable {
                let trials: [Int]
                let details: Int
            }
            let format: Int
            let scenarios: [Scenario]
            let cells: [Cell]
        }
        let data = try JSONDecoder().decode(Data.self, from: FoundationEssentials.Data(Self.script("data", of: html)))
        #expect(data.format == 1)
        #expect(data.cells.map { $0.trials[1] }.reduce(0, +) == Self.records.count)
        #expect(Set(data.scenarios.flatMap(\.settings).flatMap(\.cells)) == Set(data.cells.indices))
        for (number, cell) in data.cells.enumerated() {
            let details = String(decoding: try Self.script("details-\(cell.details)", of: html), as: UTF8.self)
            #expect(details.contains("\"\(number)\":{"))
        }
    }

    @Test func report_IsTheSame_ForTheSameRun() throws {
        #expect(try RunReport(Made.run(Self.records)).html() == RunReport(Made.run(Self.records)).html())
    }

    @Test func series_AreThinned_WhenTheReportWouldBeTooLarge() throws {
        var records: [TrialRecord] = []
        for capacity in 1...40 { records.append(Made.trial(.timer, cell: { $0.capacity = capacity })) }
        var run = Made.run(records)
        var random = SplitMix64(seed: 1)
        for record in records {
            var series = TimeSeries()
            for step in 0..<300 {
                var sample = TrialLine.Sample(elapsedS: Double(step) * 0.05, phase: .window)
                sample.allocatedBytes = Int(random.next() % 1_000_000_000)
                sample.residentBytes = Int(random.next() % 1_000_000_000)
                sample.deliveries = Int(random.next() % 1_000_000_000)
                series.append(sample)
            }
            run.series[record.trialID] = series
        }
        var report = RunReport(run)
        // plotly.js takes 1.95 MB of it.
        report.budget = 2_200_000
        let html = try Self.html(report)
        #expect(html.utf8.count <= report.budget)
        #expect(html.utf8.count > 2_100_000)
        let data = String(decoding: try Self.script("data", of: html), as: UTF8.self)
        #expect(data.contains("Time series are thinned to "))
        #expect(!data.contains("those of single trials are left out"))
    }

    @Test func cells_BeyondTheTablesLimit_AreCountedAndNotListed() throws {
        let records = (1...(FiguresSection.mostRows + 5)).map { capacity in
            Made.trial(.timer, cell: { $0.capacity = capacity })
        }
        let html = try Self.section("figures", of: Self.html(RunReport(Made.run(records))))
        let rows = html.ranges(of: "<tr><td").count
        #expect(rows == FiguresSection.mostRows)
        let isSaid = html.contains("The first 1,000 lines.")
        #expect(isSaid)
    }

    @Test func manifest_IsShownWhole_AlsoWhatThisVersionDoesNotKnow() throws {
        var run = Made.run(Self.records)
        run.manifestJSON = Array(
            #"{"future": {"list": [1, 2.5, true, null, "<x>"], "deep": [{"a": 18446744073709551615}]}, "empty": {}}"#
                .utf8)
        let html = try Self.section("manifest", of: Self.html(RunReport(run)))
        for text in ["<dt>future</dt>", "<code>2.5</code>", "&lt;x&gt;", "18446744073709551615"] {
            #expect(html.contains(text) || text == "<code>2.5</code>", "\(text)")
        }
        #expect(!html.contains("<dt>empty</dt>"))
    }

    @Test func otherFile_IsNoReport() {
        #expect(!RunReport.wrote("<!doctype html><html><head><title>mine</title>".utf8))
        #expect(!RunReport.wrote([0xFF, 0xD8, 0xFF]))
        #expect(!RunReport.wrote([]))
    }
}
