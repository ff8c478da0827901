import Experiment
import Testing

extension RealRuns {
    /// The article's broker in Go, under `laggard run`. Only where there is a Go.
    @Suite(.enabled(if: Command.hasGo, "go is not there"))
    struct GoPeerTests {
        private static func implementation(_ sandbox: Sandbox) throws -> String {
            let peer = sandbox.path("laggard-go-peer")
            let build = try Command.run("\(Command.root)/scripts/go-peer", peer, in: sandbox)
            try #require(build.code == 0, "\(build.errors)")
            return "implementations:\n  go: {command: [\"\(peer)\"]}\n"
        }

        @Test(.timeLimit(.minutes(5)))
        func peer_PassesItsOwnTests() throws {
            let line =
                "cd '\(Command.root)/Benchmarks/go-peer' && test -z \"$($(go env GOROOT)/bin/gofmt -l .)\" && go vet ./... && go test ./..."
            let result = try Command.run("/usr/bin/env", "sh", "-c", line, in: Sandbox())
            #expect(result.code == 0, "\(result.output)\(result.errors)")
        }

        /// As the article found it.
        @Test(.timeLimit(.minutes(5)))
        func profile_HasTheTimersAtTheTop() throws {
            let sandbox = try Sandbox()
            try sandbox.write(
                try Self.implementation(sandbox) + """
                    name: p
                    scenarios:
                      leak: {implementation: go, strategy: after, subscribers: 1, load_model: saturated, timeout: 180s, duration: 1s}

                    """, to: "p.yaml")
            let result = try Laggard.run(["profile", "p.yaml", "--quiet", "--output", "p"], in: sandbox)
            #expect(result.code == 0, "\(result.error)")
            let heap = try #require(result.output.components(separatedBy: "heap in use").dropFirst().first)
            let top = try #require(heap.split(separator: "\n").dropFirst(3).first)
            #expect(top.hasSuffix("time.NewTimer"), "\(heap)")
        }

        @Test(.timeLimit(.minutes(5)))
        func everyDelivery_IsAccountedFor_WithSlowSubscribersAndWithout() throws {
            let run = try RealRun(
                """
                  peer:
                    implementation: go
                    strategy: [after, shared-timer, shared-ticker, timer, ticker, drop-newest]
                    subscribers: 150
                    capacity: 5
                    publishers: 2
                    warmup: 50ms
                    drain_limit: 200ms
                    cases:
                      - {rate: 200, duration: 500ms}
                      - {rate: 200, duration: 500ms, dispatch: awaited, slow_fraction: 0.1}
                      - {rate: 200, duration: 500ms, slow_fraction: 0.1}
                      - {rate: 200, duration: 500ms, slow_fraction: 0.1, slow_kind: stalled}
                      - {load_model: saturated, duration: 200ms}
                """, implementations: Self.implementation)
            #expect(
                Set(run.rows.map(\.cell.strategy)) == [
                    .after, .sharedTimer, .sharedTicker, .timer, .ticker, .dropNewest,
                ])
            for row in run.rows {
                let name = "\(row.cell.strategy) \(row.cell.dispatch as Any) \(row.cell.slowKind as Any)"
                #expect(row.status == .ok, "\(name): \(row.statusDetail ?? "")")
                #expect(row.heapSource == "go-runtime")
                #expect(row.implementationVersion?.contains("go.mod: go 1.19") == true)
                let published = try row.figure(.published)
                #expect(published > 0)
                let slow = row.cell.slowSubscribers
                #expect(try row.accounted(.slow) == published * Double(slow), "\(name)")
                #expect(try row.accounted(.fast) == published * Double(row.cell.subscribers - slow), "\(name)")
                #expect(try row.figure(.duplicates(.fast)) == 0)
            }
        }
    }
}
