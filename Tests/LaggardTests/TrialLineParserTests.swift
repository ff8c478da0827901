import Experiment
import Testing

@testable import Laggard

struct TrialLineParserTests {
    private func events(_ text: String) -> [TrialEvent] {
        var parser = TrialLineParser()
        return parser.take(Array(text.utf8)) + parser.finish()
    }

    private func reason(_ text: String) -> String? {
        guard case .rubbish(let why) = events(text).first else { return nil }
        return why
    }

    @Test func line_IsRead_WhenItComesInPieces() {
        var parser = TrialLineParser()
        #expect(parser.take(Array(#"{"type":"#.utf8)) == [])
        #expect(parser.take(Array("\"ready\"}\n{\"type\":".utf8)) == [.line(.ready)])
        #expect(parser.take(Array("\"ready\"}\n".utf8)) == [.line(.ready)])
        #expect(parser.finish() == [.endOfOutput])
    }

    @Test func lastLine_IsRead_WhenItHasNoLineFeed() {
        #expect(events(#"{"type":"ready"}"#) == [.line(.ready), .endOfOutput])
    }

    @Test func lastLine_IsNoFault_WhenItIsCutOff() {
        #expect(events(#"{"type":"resu"#) == [.endOfOutput])
    }

    @Test func rubbish_IsQuotedCutShortAndEscaped() {
        #expect(reason("\u{1B}[2Jhello\n") == #"line 1 of its output is not JSON: "\u{1B}[2Jhello""#)
        let long = reason(String(repeating: "x", count: 500) + "\n")
        #expect(long == "line 1 of its output is not JSON: \"" + String(repeating: "x", count: 80) + "...\"")
    }

    @Test func rubbish_HasTheNumberOfItsLine() throws {
        let all = events("{\"type\":\"ready\"}\n{\"type\":\"ready\"}\nno\n")
        guard case .rubbish(let why) = try #require(all.dropFirst(2).first) else {
            Issue.record("no rubbish in \(all)")
            return
        }
        #expect(why == "line 3 of its output is not JSON: \"no\"")
    }

    @Test func rubbish_SaysWhatIsMissing_WhenAKeyIs() {
        #expect(reason("{\"type\":\"result\",\"metrics\":{}}\n")?.contains("lacks 'status'") == true)
        #expect(reason("{}\n")?.contains("lacks 'type'") == true)
    }

    @Test func rubbish_SaysWhatIsWrong_WhenAValueIs() {
        #expect(reason("{\"type\":\"applause\"}\n")?.contains("no usable value for 'type'") == true)
        #expect(reason("[1]\n")?.contains("is not a JSON object") == true)
        let metric = reason("{\"type\":\"result\",\"status\":\"ok\",\"metrics\":{\"speed\":1}}\n")
        #expect(metric?.contains("unknown metric 'speed'") == true)
    }

    @Test func rubbish_SaysSo_WhenBytesAreNoText() {
        var parser = TrialLineParser()
        guard case .rubbish(let why) = parser.take([0xFF, 0xFE, 0x0A]).first else {
            Issue.record("no rubbish")
            return
        }
        #expect(why.hasPrefix("line 1 of its output is not UTF-8"))
    }

    @Test func hello_OfAnotherProtocol_IsNamed_WhenItsShapeIsUnknown() {
        #expect(
            reason("{\"type\":\"hello\",\"protocol\":7,\"who\":[]}\n")
                == "it speaks version 7 of the trial protocol; this laggard speaks 1")
    }

    @Test func line_IsRubbishOnce_WhenItIsEndless() {
        var parser = TrialLineParser()
        let block = [UInt8](repeating: UInt8(ascii: "a"), count: LineSplitter.limit)
        var all: [TrialEvent] = []
        for _ in 0..<4 { all += parser.take(block) }
        all += parser.take(Array("\n{\"type\":\"ready\"}\n".utf8))
        #expect(all.count == 2)
        #expect(all.last == .line(.ready))
    }

    @Test(arguments: 0..<50)
    func events_AreTheSame_HoweverTheBytesAreCut(seed: UInt64) {
        let text = "{\"type\":\"ready\"}\n\n{}\nné\u{1B}\n{\"type\":\"ready\"}\r\n[\n{\"type\":\"ready\"}"
        var random = SplitMix64(seed: seed)
        var parser = TrialLineParser()
        var cut: [TrialEvent] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...9, using: &random))
            cut += parser.take(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        #expect(cut + parser.finish() == events(text), "seed \(seed)")
    }
}
