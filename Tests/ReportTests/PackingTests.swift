import Experiment
import FoundationEssentials
import HistogramEncoding
import Results
import Testing

@testable import Report

@Suite
struct PackingTests {
    private func packed(_ kind: PackedColumn.Kind, _ fields: [String]) -> String {
        var json = JSONText()
        PackedColumn(kind: kind, fields: fields).write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func column_IsOneValue_WhenAllAreTheSame() {
        #expect(packed(.number, ["5", "5"]) == #"{"all":5}"#)
        #expect(packed(.text, ["a\"b", "a\"b"]) == #"{"all":"a\"b"}"#)
        #expect(packed(.flag, ["true", "true"]) == #"{"all":true}"#)
        #expect(packed(.number, ["", ""]) == #"{"all":null}"#)
    }

    @Test func column_IsItsValues_WhenTheyDiffer() {
        #expect(packed(.number, ["5", "", "0.5"]) == #"{"values":[5,null,0.5]}"#)
        #expect(packed(.flag, ["true", "", "false"]) == #"{"values":[true,null,false]}"#)
        #expect(packed(.text, ["b", "", "a", "b"]) == #"{"words":["a","b"],"at":[1,null,0,1]}"#)
    }

    @Test func seed_IsText_SinceJavaScriptHasNoSuchNumbers() throws {
        let seed = try #require(TrialColumns.named("seed"))
        #expect(PackedColumn.kind(of: seed) == .text)
        #expect(TrialColumns.all.filter { PackedColumn.kind(of: $0) == .flag }.map(\.name).contains("behind"))
    }

    @Test func text_CannotEndItsString() throws {
        var json = JSONText()
        let nasty = "a\"\\\u{0}\u{1F}\n\u{2028}</script><!--é"
        json.array([nasty]) { $0.text($1) }
        let back = try JSONDecoder().decode([String].self, from: Data(json.bytes))
        #expect(back == [nasty])
    }

    @Test func packedText_ComesBack_AndIsNothingButBase64() throws {
        let bytes = Array("</script>".utf8) + Array(repeating: UInt8(7), count: 100_000)
        let packed = PackedText(bytes)
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
        #expect(packed.base64.allSatisfy(letters.contains))
        let data = try #require(Data(base64Encoded: packed.base64))
        #expect(Zlib.inflated(Array(data)[...], limit: 1 << 20) == bytes)
        #expect(packed.length < 1_000)
    }

    @Test func plotly_IsThatOfItsVersion_UnderItsLicence() throws {
        let data = try #require(Data(base64Encoded: Plotly.packed.base64))
        #expect(data.prefix(2) == Data([0x1F, 0x8B]))
        #expect(data.count > 1_000_000)
        #expect(Plotly.licence.hasPrefix("MIT License"))
        #expect(Plotly.version.contains("."))
    }
}
