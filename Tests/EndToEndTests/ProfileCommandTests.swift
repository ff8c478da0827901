import Experiment
import Foundation
import FoundationNetworking
import Results
import Testing

extension RealRuns {
    /// `laggard profile`, and profiles that a trial serves.
    @Suite
    struct ProfileCommandTests {
        @Test func profile_ShowsWhatAfterAllocates_AndTickerDoesNot() throws {
            let sandbox = try Sandbox()
            let result = try Laggard.run(
                [
                    "profile", "--strategy", "after", "--diff", "ticker", "--for", "2s", "--output", "p", "--quiet",
                    "--top", "5",
                ],
                in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            let heap = try #require(result.output.components(separatedBy: "heap in use").dropFirst().first)
            let row = try #require(heap.split(separator: "\n").first { $0.contains("DispatchTimerSource.fireOnce") })
            // It has none of it in `ticker`.
            #expect(row.split(separator: " ").filter { !$0.isEmpty }.count >= 5)
            #expect(row.contains(#/\+[0-9.]+MB +\+[0-9.]+MB +[0-9.]+MB +0 /#), "\(row)")
            for file in [
                "after/cpu.pb.gz", "after/heap.pb.gz", "ticker/cpu.pb.gz", "ticker/heap.pb.gz", "flame.html",
                "manifest.json",
            ] {
                let path = sandbox.path("p/\(file)")
                #expect(try #require(FileManager.default.contents(atPath: path)).count > 500, "\(file)")
            }
            // Nobody takes it for something measured.
            #expect(!FileManager.default.fileExists(atPath: sandbox.path("p/trials.csv")))
        }

        @Test(arguments: TimerSourceName.allCases)
        func top_HasWhatArmsTheTimer_OfEachSource(source: TimerSourceName) throws {
            let sandbox = try Sandbox()
            let result = try Laggard.run(
                [
                    "profile", "--timer-source", source.rawValue, "--for", "1s", "--output", "p", "--quiet", "--cum",
                    "--top", "25",
                ],
                in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            let heap = try #require(result.output.components(separatedBy: "heap in use").dropFirst().first)
            let row = try #require(
                heap.split(separator: "\n").first { $0.contains("AfterTimeout.willSend") }, "\(heap)")
            let share = try #require(row.matches(of: /([0-9.]+)%/).last.flatMap { Double($0.1) })
            #expect(share > 50, "\(row)")
        }

        @Test func profile_IsRefused_InWords() throws {
            let sandbox = try Sandbox()
            try sandbox.write("#!/bin/sh\necho no such option >&2\nexit 2\n", to: "child.sh", mode: 0o755)
            try sandbox.write(
                """
                name: p
                implementations: {other: {command: [./child.sh]}}
                scenarios: {s: {implementation: other, strategy: timer, subscribers: 1, load_model: saturated, duration: 1s}}

                """, to: "p.yaml")
            let cases: [([String], Int32, String)] = [
                (["--diff", "after"], 2, "same strategy"), (["--strategy", "nonsense"], 2, "nonsense"),
                (["--preset", "smoke"], 2, "one is to be profiled"), (["p.yaml"], 4, "no such option"),
                (["--output", "child.sh"], 2, "no folder"),
            ]
            for (words, code, said) in cases {
                let result = try Laggard.run(["profile", "--quiet"] + words, in: sandbox)
                #expect(result.code == code, "\(words): \(result.error)")
                #expect(result.error.contains(said), "\(words): \(result.error)")
            }
        }

        @Test func run_ServesProfiles_AndMarksItsRows() async throws {
            let sandbox = try Sandbox()
            let port = try TakenPort.free()
            let run = try Laggard(
                ["leak", "--for", "5s", "--pprof", "--pprof-port", "\(port)", "--output", "leak"], in: sandbox)
            // At once: where both cores are taken, finding the names of one may take as long as the trial.
            async let heap = fetch("http://127.0.0.1:\(port)/debug/pprof/heap")
            // Longer than the trial goes on: its end cuts it short, and loses nothing.
            async let cpu = fetch("http://127.0.0.1:\(port)/debug/pprof/profile?seconds=50")
            let profiles = try await [heap, cpu]
            let result = try run.ending()
            #expect(result.code == 0, "\(result.error)")
            #expect(result.error.contains("go tool pprof -seconds 10 http://127.0.0.1:\(port)/debug/pprof/profile"))
            for profile in profiles { #expect(profile.starts(with: [0x1F, 0x8B])) }
            let rows = try RunFolder(path: sandbox.path("leak")).trials()
            #expect(rows.map(\.cell.profiled) == [true])
            // Begun with it, it goes on with it.
            let resumed = try Laggard.run(["run", "--resume", "leak"], in: sandbox)
            #expect(resumed.code == 2 && resumed.error.contains("was begun with --pprof"), "\(resumed.error)")
            let profiled = try Laggard.run(
                ["run", "--resume", "leak", "--pprof", "--pprof-port", "\(port)"], in: sandbox)
            #expect(profiled.code == 0, "\(profiled.error)")
        }

        @Test func trial_FailsInWords_WhenThePortIsTaken() throws {
            let sandbox = try Sandbox()
            let port = try TakenPort()
            let result = try Laggard.run(
                ["leak", "--for", "1s", "--pprof", "--pprof-port", "\(port.number)", "--output", "leak"], in: sandbox)
            #expect(result.code == 4)
            #expect(result.output.contains("\(port.number)"), "\(result.output)")
        }

        /// Tries until the trial serves: it is there some tenths of a second after the command.
        private func fetch(_ address: String) async throws -> [UInt8] {
            let url = try #require(URL(string: address))
            var refusal: (any Error)?
            for _ in 0..<200 {
                do {
                    return try await Array(URLSession.shared.data(from: url).0)
                } catch {
                    refusal = error
                }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("\(address): \(String(describing: refusal))")
            return []
        }
    }
}
