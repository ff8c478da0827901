import Experiment
import Foundation
import Results
import Testing

extension RealRuns {
    /// `laggard search` on real children.
    @Suite
    struct SearchCommandTests {
        @Test func search_FindsARateForEachStrategy_AndKeepsEveryTrial() throws {
            let sandbox = try Sandbox()
            try sandbox.write(
                """
                name: s
                scenarios:
                  s: {strategy: [deadline, drop-newest], subscribers: 10, capacity: 50, rate: 500, warmup: 50ms, duration: 300ms}

                """, to: "s.yaml")
            let result = try Laggard.run(
                [
                    "search", "s.yaml", "--most", "2000", "--precision", "50%", "--limit", "fast_latency_p99_ns <= 10s",
                    "--output", "s", "--quiet",
                ],
                in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output.contains("highest rate"))
            let lines = try sandbox.text("s/search.csv").split(separator: "\n")
            let answers = lines.filter { $0.hasPrefix("answer,") }
            #expect(answers.count == 2, "\(lines)")
            let probes = lines.filter { $0.hasPrefix("probe,") }
            let rows = try RunFolder(path: sandbox.path("s")).trials()
            #expect(rows.count >= 2 * probes.count && rows.count <= 3 * probes.count)
            #expect(Set(rows.map(\.trialID)).count == rows.count)
            // What it wrote, others read.
            let shown = try Laggard.run(["show", "s"], in: sandbox)
            #expect(shown.code == 0, "\(shown.error)")
        }

        @Test func search_IsRefused_InWords() throws {
            let sandbox = try Sandbox()
            let cases: [([String], String)] = [
                (["--preset", "exact"], "no rate to be searched"), (["--limit", "colour <= 5"], "colour"),
                (["--least", "100", "--most", "10"], "below the second"), (["--precision", "0.1%"], "1% or more"),
                (["--repetitions", "3"], "two trials that agree"), (["--from", "5"], "between --least and --most"),
            ]
            for (words, said) in cases {
                let result = try Laggard.run(["search"] + words, in: sandbox)
                #expect(result.code == 2, "\(words): \(result.error)")
                #expect(result.error.contains(said), "\(words): \(result.error)")
            }
        }

        @Test func interruptedSearch_KeepsItsRows() throws {
            let sandbox = try Sandbox()
            let search = try Laggard(["search", "--output", "s", "--quiet"], in: sandbox)
            // After its first row.
            while ((try? RunFolder(path: sandbox.path("s")).trials()) ?? []).isEmpty { usleep(50_000) }
            search.signal(SIGINT)
            let result = try search.ending()
            #expect(result.code == 130)
            #expect(result.error.contains("are kept in s"), "\(result.error)")
        }
    }
}
