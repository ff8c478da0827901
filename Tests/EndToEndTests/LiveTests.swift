import Foundation
import Testing

/// `laggard run` and `compare` at a terminal, with a child whose figures move.
@Suite(.serialized, .enabled(if: PseudoTerminal.canBeMade, "there is no setsid"), .timeLimit(.minutes(2)))
struct LiveTests {
    private func arguments(_ sandbox: Sandbox, _ stub: Stub = .lively) throws -> [String] {
        ["run", try sandbox.plan([stub]), "--output", "out"]
    }

    private func screen(_ terminal: PseudoTerminal, columns: Int = 100) -> Screen {
        var screen = Screen(columns: columns, rows: 24)
        screen.write(terminal.text)
        return screen
    }

    /// The bars after a label, in the order of the frames, each once.
    private func sparklines(_ label: String, _ screen: Screen) -> [String] {
        var seen: [String] = []
        for frame in screen.frames where frame.count == 2 {
            guard let field = frame[1].firstRange(of: label + " ") else { continue }
            let bars = frame[1][field.upperBound...].drop { $0 == " " }.prefix { "▁▂▃▄▅▆▇█".contains($0) }
            if !bars.isEmpty && seen.last != String(bars) { seen.append(String(bars)) }
        }
        return seen
    }

    @Test func sparklines_Move_WhenRunAtATerminal() throws {
        let sandbox = try Sandbox()
        let terminal = try PseudoTerminal(arguments(sandbox), in: sandbox)
        #expect(terminal.ending() == 0, "\(terminal.text)")
        let elapsed = ContinuousClock.now - terminal.began
        let screen = self.screen(terminal)
        #expect(screen.unknown.isEmpty && screen.overflows == 0)
        let heap = sparklines("heap", screen)
        #expect(heap.count >= 3, "\(heap)")
        // A heap that grows: from the lowest bar to the highest, in ever more columns.
        #expect(heap.map(\.count) == heap.map(\.count).sorted())
        #expect(heap.last?.first == "▁" && heap.last?.last == "█")
        #expect(sparklines("rate", screen).count >= 2)
        #expect(sparklines("p99", screen).count >= 2)
        #expect(screen.frames.contains { $0[0].hasPrefix("[1/1] ") && $0[0].contains(" left  steady: lively") })
        #expect(screen.frames.contains { $0.last?.contains("ms") == true && $0.last?.contains(" MB ") == true })
        // Five a second, and one when the trial begins.
        #expect(Double(screen.frames.count) <= elapsed / .milliseconds(200) + 2)
        // Nothing of it stays.
        #expect(screen.text.contains { $0.hasPrefix("[1/1] steady: lively drop-newest 10 subscribers") })
        #expect(!screen.text.contains { $0.contains("█") || $0.contains(" left  ") })
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func lines_ArePlain_WhenAskedFor(environment: [String: String]) throws {
        let sandbox = try Sandbox()
        let terminal = try PseudoTerminal(arguments(sandbox), environment: environment, in: sandbox)
        #expect(terminal.ending() == 0, "\(terminal.text)")
        try expectPlain(terminal.text.replacing("\r\n", with: "\n"))
    }

    @Test func lines_ArePlain_WhenThereIsNoTerminal() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run(arguments(sandbox), in: sandbox)
        #expect(ending.code == 0)
        try expectPlain(ending.error)
    }

    private func expectPlain(_ text: String) throws {
        #expect(!text.contains("\u{1B}") && !text.contains("\r") && !text.contains("▁"))
        #expect(text.contains("1 trials, about"))
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("[") }
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("[1/1] steady: lively drop-newest 10 subscribers, open 100 /s: ok") == true)
    }

    @Test func figures_HaveNoSparklines_WhenTheLocaleIsNotUTF8() throws {
        let sandbox = try Sandbox()
        let terminal = try PseudoTerminal(arguments(sandbox), environment: ["LC_ALL": "C"], in: sandbox)
        #expect(terminal.ending() == 0, "\(terminal.text)")
        let screen = self.screen(terminal)
        #expect(screen.frames.contains { $0.last?.hasPrefix("heap ") == true && $0.last?.contains("p99 ") == true })
        #expect(screen.frames.joined().allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    }

    @Test func lines_FitAgain_WhenTheWindowIsMadeNarrower() throws {
        let sandbox = try Sandbox()
        let terminal = try PseudoTerminal(arguments(sandbox), in: sandbox)
        #expect(terminal.read { $0.text.contains("heap ▁") })
        terminal.resize(columns: 40)
        let before = terminal.bytes.count
        #expect(terminal.ending() == 0, "\(terminal.text)")
        var screen = Screen(columns: 100, rows: 24)
        screen.write(String(decoding: terminal.bytes[..<before], as: UTF8.self))
        // One may have been on its way.
        let old = screen.frames.count + 1
        screen.write(String(decoding: terminal.bytes[before...], as: UTF8.self))
        let frames = screen.frames.dropFirst(old)
        #expect(!frames.isEmpty)
        #expect(frames.joined().allSatisfy { $0.count < 40 }, "\(frames)")
        #expect(frames.contains { $0.last?.contains("p99") == true && $0.last?.contains("rate") == false })
    }

    @Test func screen_IsClean_WhenCtrlCIsTyped() throws {
        let sandbox = try Sandbox()
        let terminal = try PseudoTerminal(arguments(sandbox, .endless), in: sandbox)
        #expect(terminal.read { $0.text.contains("heap ▁") })
        terminal.type("\u{3}")
        #expect(terminal.ending() == 130)
        let text = screen(terminal).text.filter { !$0.isEmpty }
        #expect(text.count == 3, "\(text)")
        #expect(text[0].hasPrefix("1 trials, about"))
        #expect(text[1] == "laggard: interrupted: 0 of 1 trials are kept")
        #expect(text[2] == "  Go on with: laggard run --resume out")
        #expect(eventually { sandbox.childPIDs().allSatisfy { !isAlive($0) } })
    }

    @Test func pairs_HaveSparklines_WhenComparedAtATerminal() throws {
        let sandbox = try Sandbox()
        let plan = try sandbox.plan([.lively])
        let child = "\(sandbox.path("lively.sh")) \(sandbox.folder)"
        let terminal = try PseudoTerminal(
            ["compare", plan, "--base-command", child, "--head-command", child, "--output", "out", "--budget", "5m"],
            in: sandbox)
        #expect(
            terminal.read { terminal in
                let frames = self.screen(terminal).frames
                return ["base", "head"].allSatisfy { side in frames.contains { $0[0].contains("trial run, \(side)") } }
            })
        terminal.type("\u{3}")
        #expect(terminal.ending() == 130)
        let screen = self.screen(terminal)
        #expect(sparklines("heap", screen).count >= 2 && sparklines("p99", screen).count >= 2)
        #expect(screen.frames.contains { $0[0].hasPrefix("[0 of 300 s] trial run, ") })
        #expect(!screen.text.contains { $0.contains("█") || $0.contains("trial run") })
    }
}

extension RealRuns {
    /// The real child at a terminal.
    @Suite(.enabled(if: PseudoTerminal.canBeMade, "there is no setsid"), .timeLimit(.minutes(2)))
    struct RealLiveTests {
        @Test func heapRateAndLatency_AreShown_WhenTheChildIsTheRealOne() throws {
            let sandbox = try Sandbox()
            let plan = try sandbox.write(
                """
                name: live
                scenarios:
                  steady: {strategy: timer, subscribers: 50, rate: 500, warmup: 200ms, duration: 1500ms}

                """, to: "plan.yaml")
            let terminal = try PseudoTerminal(["run", plan, "--output", "out"], in: sandbox)
            #expect(terminal.ending() == 0, "\(terminal.text)")
            var screen = Screen(columns: 100, rows: 24)
            screen.write(terminal.text)
            #expect(screen.unknown.isEmpty && screen.overflows == 0)
            let lines = screen.frames.compactMap(\.last)
            #expect(
                lines.contains { line in
                    ["heap ", " MB", "rate ", " k/s", "p99 "].allSatisfy(line.contains)
                        && line.contains { "▁▂▃▄▅▆▇█".contains($0) }
                }, "\(lines)")
        }
    }
}
