import Experiment
import Foundation
import Testing

extension RealRuns {
    /// What laggard and its child really say to each other, against the schema in the documentation.
    @Suite
    struct RealProtocolTests {
        private static let plan = """
              waiting:
                implementation: overheard
                strategy: timer
                subscribers: 50
                slow_fraction: 0.1
                capacity: 3
                rate: 200
                duration: 300ms
                drain_limit: 200ms
              newest:
                implementation: overheard
                strategy: drop-newest
                subscribers: 50
                slow_fraction: 0.1
                slow_kind: bursty
                rate: 200
                duration: 300ms
                drain_limit: 200ms
              saturated:
                implementation: overheard
                strategy: ticker
                subscribers: 10
                load_model: saturated
                warmup: 0s
                messages: 1000
              limited:
                implementation: overheard
                strategy: after
                timer_source: task
                timeout: 3min
                subscribers: 200
                rate: 1000
                warmup: 0s
                duration: 20s
                heap_limit: 32MiB
            """

        /// A plan's entry for the real child with both its ends written to files.
        private func overheard(_ sandbox: Sandbox) throws -> String {
            let script = try sandbox.write(
                """
                #!/bin/bash
                set -o pipefail
                tee "$1/cell.$$" | "$2" | tee "$1/lines.$$"

                """, to: "overheard.sh", mode: 0o755)
            return """
                implementations:
                  overheard:
                    command: ["\(script)", "\(sandbox.folder)", "\(Laggard.child)"]

                """
        }

        @Test(.timeLimit(.minutes(2)))
        func conversation_KeepsToTheSchema_WhenTheChildIsTheRealOne() throws {
            let run = try RealRun(Self.plan, implementations: overheard)
            #expect(run.rows.count == 4)
            #expect(Set(run.rows.map(\.status)) == [.ok, .heapLimit])
            let files = try FileManager.default.contentsOfDirectory(atPath: run.sandbox.folder)
            for (start, definition) in [("cell.", "cell"), ("lines.", "line")] {
                let heard = files.filter { $0.hasPrefix(start) }
                #expect(heard.count == 4)
                for file in heard {
                    let text = try run.sandbox.text(file)
                    #expect(text.hasSuffix("}\n"))
                    if definition == "line" { #expect(text.hasPrefix("{") && text.contains(#""type":"result""#)) }
                    let validation = try Command.run(
                        "\(Command.root)/scripts/validate-protocol", definition, run.sandbox.path(file), in: run.sandbox
                    )
                    if validation.code == 77 { try Test.cancel("no JSON Schema validator: \(validation.errors)") }
                    #expect(validation.code == 0, "\(validation.errors)")
                }
            }
        }
    }
}
