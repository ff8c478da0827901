import Experiment
import Foundation
import Testing

@testable import Trial

/// What is written against the schema that the documentation promises.
@Suite(.serialized) struct ProtocolTests {
    private static let schema = "\(Command.root)/docs/trial-protocol.schema.json"
    private static let validator = "\(Command.root)/scripts/validate-protocol"

    private func validate(_ definition: String, _ values: [some Encodable]) throws {
        let lines = try values.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        try validate(definition, lines: lines.joined())
    }

    private func validate(_ definition: String, lines: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.utf8).write(to: file)
        let result = try Command.run(Self.validator, [definition, file.path])
        // 77: no validator to be had, which is no fault of the lines.
        if result.code == 77 { try Test.cancel("no JSON Schema validator: \(result.errors)") }
        #expect(result.code == 0, "\(result.errors)")
    }

    @Test func schema_NamesEveryMetric_WhenComparedWithList() throws {
        let schema = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: Self.schema))) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: Any])
        let metrics = try #require(definitions["metrics"] as? [String: Any])
        let names = try #require((metrics["propertyNames"] as? [String: Any])?["enum"] as? [String])
        #expect(Set(names) == Set(Metric.all.map(\.name)))
        let histogram = try #require(definitions["histogram"] as? [String: Any])
        let metric = try #require((histogram["properties"] as? [String: Any])?["metric"] as? [String: Any])
        #expect(metric["enum"] as? [String] == HistogramName.allCases.map(\.rawValue))
    }

    @Test func line_IsValid_WhenOfEveryKind() throws {
        var metrics = Measurements()
        for metric in Metric.all { metrics[metric] = 1 }
        var sample = TrialLine.Sample(elapsedS: -0.5, phase: .warmup)
        let bare = sample
        sample.allocatedBytes = 1
        sample.activeBytes = 2
        sample.metadataBytes = 3
        sample.residentBytes = 4
        sample.mappedBytes = 5
        sample.retainedBytes = 6
        sample.rssBytes = 7
        sample.depth = 8
        sample.deliveries = 9
        sample.drops = 10
        sample.sendersAlive = 11
        sample.pendingTimers = 12
        try validate(
            "line",
            [
                TrialLine.hello(
                    .init(
                        implementation: "a", version: "1", capabilities: ["after"], heapSource: "jemalloc",
                        heapSourceVersion: "5.3", heapSourceConfig: "narenas:2")),
                .hello(.init(implementation: "a", version: "1", capabilities: [], heapSource: nil)),
                .ready, .sample(sample), .sample(bare), .histogram(.init(metric: .sendWait, encoding: "HISTFAAAAA==")),
                .progress(.init(phase: .window, elapsedS: 1.5, metrics: metrics)),
                .progress(.init(phase: .drain, elapsedS: 2, metrics: Measurements(), recentFastP99Ns: 1_023)),
                .result(.init(status: .ok, behind: true, latencyBound: false, metrics: metrics)),
                .result(.init(status: .failed, statusDetail: "why", metrics: Measurements())),
                .result(.init(status: .heapLimit, statusDetail: "why", metrics: metrics)),
                .result(.init(status: .overrun, statusDetail: "why", metrics: metrics)),
            ])
    }

    @Test func cell_IsValid_WhenFullAndWhenBare() throws {
        let bare = Cell.test()
        var full = Cell.test()
        full.timerSource = .task
        full.timeoutMs = 5
        full.dispatch = .detached
        full.slowFraction = 0.5
        full.slowSubscribers = 5
        full.slowKind = .bursty
        full.slowDelayMs = 1
        full.slowBurst = 3
        full.evictAfter = 10
        full.durationS = 1
        try validate("cell", [bare, full])
    }

    @Test func line_IsInvalid_WhenKeyIsUnknown() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"type":"ready","extra":1}"#.utf8).write(to: file)
        let result = try Command.run(Self.validator, ["line", file.path])
        if result.code == 77 { try Test.cancel("no JSON Schema validator: \(result.errors)") }
        #expect(result.code == 1)
    }

    // MARK: The child

    private func cellLine(_ change: (inout Cell) -> Void = { _ in }) throws -> String {
        var cell = Cell.test(messages: 200)
        change(&cell)
        return String(decoding: try JSONEncoder().encode(cell), as: UTF8.self) + "\n"
    }

    @Test func child_WritesValidLinesAndResult_WhenCellIsGood() throws {
        let result = try Command.run(try Command.child, [], input: try cellLine(), keepsInput: true)
        #expect(result.code == 0)
        let lines = try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(TrialLine.self, from: Data($0.utf8))
        }
        guard case .hello = lines.first, case .result(let outcome) = lines.last else {
            Issue.record("neither hello first nor result last: \(result.output)")
            return
        }
        #expect(outcome.status == .ok, "\(outcome.statusDetail ?? "")")
        #expect(outcome.metrics[.published] == 200)
        try validate("line", lines: result.output)
    }

    @Test func child_ExitsWith2AndSaysWhy_WhenCellIsNone() throws {
        for (input, complaint) in [
            ("", "no cell on standard input"), ("nonsense\n", "the cell is not what it should be"),
            ("{}\n", "'scenario' is missing"),
            (try cellLine().replacing("drop-newest", with: "no-such"), "'strategy'"),
        ] {
            let result = try Command.run(try Command.child, [], input: input)
            #expect(result.code == 2)
            #expect(result.errors.contains(complaint), "\(result.errors)")
            #expect(!result.output.contains("result"))
        }
    }

    @Test func child_ExitsWith7_WhenInputCloses() throws {
        let result = try Command.run(try Command.child, [], input: try cellLine { $0.messages = 1_000_000 })
        #expect(result.code == 7)
        #expect(!result.output.contains(#""type":"result""#))
    }

    @Test func child_Explains_WhenAskedForHelp() throws {
        #expect(try Command.run(try Command.child, ["--help"]).output.contains("standard input"))
        #expect(try Command.run(try Command.child, ["--version"]).output.contains("protocol 1"))
        #expect(try Command.run(try Command.child, ["--bogus"]).code == 2)
    }
}
