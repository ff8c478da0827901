import Testing

@testable import HistogramEncoding

struct HistogramEncodingTests {
    /// Numbers that repeat from seed to seed (xorshift64, G. Marsaglia).
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static func layout(_ lowest: UInt64 = 1_000, _ highest: UInt64 = 3_600_000_000_000, digits: Int = 3) throws
        -> HistogramLayout
    {
        try #require(
            HistogramLayout(
                lowestDiscernibleValue: lowest, highestTrackableValue: highest, significantDigits: digits))
    }

    private func random(_ seed: UInt64) throws -> HistogramCounts {
        var random = Random(state: seed)
        let lowest = UInt64.random(in: 1...5_000, using: &random)
        let highest = UInt64.random(in: 2 * lowest...3_600_000_000_000, using: &random)
        var counts = HistogramCounts(
            layout: try Self.layout(lowest, highest, digits: Int.random(in: 0...5, using: &random)))
        for _ in 0..<Int.random(in: 0..<2_000, using: &random) {
            let value = UInt64.random(in: 0...highest, using: &random) >> UInt64.random(in: 0..<42, using: &random)
            let magnitude = Int64.random(in: 0..<50, using: &random)
            counts.record(value, count: Int64.random(in: 1...(.max >> 12), using: &random) >> magnitude)
        }
        return counts
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func counts_ComeBack_WhenEncodedAndDecoded(seed: UInt64) throws {
        let counts = try random(seed)
        #expect(try HistogramCounts(encoded: counts.encoded) == counts, "seed \(seed)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func text_IsRefusedInWordsOrRead_WhenBytesAreChanged(seed: UInt64) throws {
        var random = Random(state: seed)
        let text = Array(try self.random(seed).encoded.utf8)
        for _ in 0..<200 {
            var changed = text
            changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 43...122, using: &random)
            changed.removeLast(Int.random(in: 0..<3, using: &random))
            do {
                _ = try HistogramCounts(encoded: String(decoding: changed, as: UTF8.self))
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("", "begin"), ("?", "base64"), ("HISTFAAA", "cut short"), ("HISTFAAAAAEA", "inflated"),
    ])
    func text_IsRefused_WhenItIsNone(text: String, complaint: String) {
        let refusal = #expect(throws: HistogramCounts.Undecodable.self) { try HistogramCounts(encoded: text) }
        #expect(refusal?.description.contains(complaint) == true)
    }

    @Test func text_BeginsAsHdrHistograms_Always() throws {
        #expect(HistogramCounts(layout: try Self.layout()).encoded.hasPrefix("HISTFAAA"))
    }

    @Test(
        arguments: [
            (0, [0x00]), (1, [0x02]), (-1, [0x01]), (63, [0x7E]), (64, [0x80, 0x01]), (-65, [0x81, 0x01]),
            (.max, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            (.min, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ] as [(Int64, [UInt8])])
    func number_TakesThoseBytes_WhenWritten(number: Int64, expected: [UInt8]) {
        var bytes: [UInt8] = []
        ZigZagLEB128.append(number, to: &bytes)
        #expect(bytes == expected)
        var rest = bytes[...]
        #expect(ZigZagLEB128.popFirst(from: &rest) == number)
        #expect(rest.isEmpty)
    }

    @Test func values_AreOneIndexApart_WhenLayoutIsOfLatencies() throws {
        let layout = try Self.layout()
        for index in layout.indices {
            let values = layout.values(at: index)
            #expect(layout.index(of: values.lowerBound) == index && layout.index(of: values.upperBound) == index)
            #expect(layout.index(of: values.upperBound + 1) == index + 1)
            // To three digits, or 512 ns.
            #expect(values.upperBound - values.lowerBound <= max(511, values.lowerBound / 1_000))
        }
    }

    @Test func percentiles_AreOfTheRank_WhenValuesAreKnown() throws {
        var counts = HistogramCounts(layout: try Self.layout(1, 10_000))
        for value in 1...1_000 as ClosedRange<UInt64> { counts.record(value) }
        #expect(counts.totalCount == 1_000)
        #expect([0, 50, 99.9, 100].map { counts.value(atPercentile: $0) } == [1, 500, 999, 1_000])
        #expect(counts.largest == 1_000)
        #expect(HistogramCounts(layout: counts.layout).value(atPercentile: 50) == nil)
    }

    @Test func layout_IsRefused_WhenItMakesNoHistogram() {
        for (lowest, highest, digits) in [(0, 10, 3), (10, 19, 3), (1, .max, 3), (1, 10, 6), (1 << 50, 1 << 60, 5)]
            as [(UInt64, UInt64, Int)]
        {
            #expect(
                HistogramLayout(
                    lowestDiscernibleValue: lowest, highestTrackableValue: highest, significantDigits: digits) == nil)
        }
    }
}
