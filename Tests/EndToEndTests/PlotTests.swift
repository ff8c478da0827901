import Foundation
import Testing

extension RealRuns {
    /// `scripts/plot`: its own tests in Python, and the pictures of a real run.
    @Suite
    struct PlotTests {
        private static let plan = """
              slow:
                strategy: [after, timer, drop-newest]
                subscribers: [10, 100]
                slow_fraction: 0.1
                capacity: 3
                rate: 500
                warmup: 50ms
                duration: 400ms
                drain_limit: 200ms
              limited:
                strategy: after
                timer_source: task
                timeout: 3min
                subscribers: 200
                rate: 1000
                warmup: 0s
                duration: 20s
                heap_limit: 32MiB
            """
        private static let figures = [
            "throughput", "latency", "heap-growth", "heap", "percentiles", "tradeoff", "deliveries",
        ]

        /// The Python of scripts/venv. Cancels the test where there is none with matplotlib.
        private func python(in sandbox: Sandbox) throws -> String {
            let python = try Command.run("\(Command.root)/scripts/venv", in: sandbox)
            if python.code == 77 { try Test.cancel("no Python with matplotlib: \(python.errors)") }
            try #require(python.code == 0, "\(python.errors)")
            return python.output.trimmingCharacters(in: .newlines)
        }

        @Test func pictures_PassTheirOwnTests() throws {
            let sandbox = try Sandbox()
            // The reports of the program under test are held against the plots.
            let result = try Command.run(
                "/usr/bin/env", "LAGGARD=\(Laggard.program)", python(in: sandbox), "-B", "-m", "unittest", "discover",
                "-s", "\(Command.root)/Tests/Python", in: sandbox)
            #expect(result.code == 0, "\(result.output)\(result.errors)")
            #expect(result.errors.contains("OK"), "no test ran")
        }

        @Test func realRun_IsDrawn_WithATrialThatPassedItsHeapLimit() throws {
            let run = try RealRun(Self.plan)
            _ = try python(in: run.sandbox)
            let result = try Command.run("\(Command.root)/scripts/plot", run.folder.path, in: run.sandbox)
            try #require(result.code == 0, "\(result.errors)")
            let written = result.output.split(separator: "\n").map(String.init)
            for figure in Self.figures {
                for ending in ["png", "svg"] {
                    #expect(written.contains("\(run.folder.path)/plots/\(figure)-slow.\(ending)"), "\(figure)")
                }
            }
            let svg = try String(contentsOfFile: "\(run.folder.path)/plots/heap-limited.svg", encoding: .utf8)
            #expect(svg.contains("× after: heap_limit"))
        }

        @Test func plot_ExitsWith2AndSaysWhy_WhenAFileIsAnothers() throws {
            let sandbox = try Sandbox()
            _ = try python(in: sandbox)
            try FileManager.default.createDirectory(atPath: sandbox.path("run"), withIntermediateDirectories: true)
            try sandbox.write("name,price\nbread,2\n", to: "run/trials.csv")
            let result = try Command.run("\(Command.root)/scripts/plot", sandbox.path("run"), in: sandbox)
            #expect(result.code == 2)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("run/trials.csv:1: column"), "\(result.errors)")
        }
    }
}
