import Experiment
import Foundation
import Results
import Testing

extension RealRuns {
    /// `laggard leak` on real children.
    @Suite
    struct LeakCommandTests {
        private func leak(_ options: String..., in sandbox: Sandbox) throws -> Laggard.Ending {
            try Laggard.run(["leak", "--output", "leak"] + options, in: sandbox)
        }

        @Test(arguments: TimerSourceName.allCases)
        func after_LeavesATimerOfKnownSizeAtEveryTurn(source: TimerSourceName) throws {
            let sandbox = try Sandbox()
            let result = try leak("--timer-source", source.rawValue, "--for", "2s", in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output.contains("after leaks: it grew by"), "\(result.output)")
            let bytes: [TimerSourceName: ClosedRange<Double>] = [
                .task: 1_800...2_800, .dispatch: 300...700, .nio: 200...500, .wheel: 90...200,
            ]
            let found = try #require(result.output.firstMatch(of: /timers of ([0-9.]+) bytes/))
            #expect(try #require(bytes[source]).contains(Double(found.1) ?? 0), "\(result.output)")
        }

        @Test func tickerAndTimer_StayFlat() throws {
            let sandbox = try Sandbox()
            let result = try leak("--strategy", "ticker", "timer", "--for", "2s", in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output.matches(of: /no leak of timers/).count == 2, "\(result.output)")
            let folder = RunFolder(path: sandbox.path("leak"))
            for row in try folder.trials() {
                #expect(try row.figure(.heapGrowth) < 1_000_000)
                #expect(try row.figure(.pendingTimersPeak) < 10)
            }
        }

        @Test func heapLimit_EndsIt_InWords() throws {
            let sandbox = try Sandbox()
            let result = try leak("--timer-source", "task", "--for", "60s", "--heap-limit", "32MiB", in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output.contains("ended by the heap limit of 33.6 MB"), "\(result.output)")
            #expect(try RunFolder(path: sandbox.path("leak")).trials().map(\.status) == [.heapLimit])
        }

        @Test func leak_ExitsWith2AndNamesTheOption_WhenAValueIsNone() throws {
            let sandbox = try Sandbox()
            let result = try leak("--timeout", "soon", in: sandbox)
            #expect(result.code == 2)
            #expect(result.error.contains("--timeout"), "\(result.error)")
            #expect(!FileManager.default.fileExists(atPath: sandbox.path("leak")))
        }
    }
}
