import Testing

@testable import Profiling

struct HeapDumpTests {
    private let text = """
        heap_v2/131072
          t*: 3: 12288 [10: 40960]
          t0: 3: 12288 [10: 40960]
        @ 0x55d0c8 0x55d1f2 0x401000
          t*: 2: 8192 [9: 36864]
          t0: 2: 8192 [9: 36864]
        @ 0x7f0011
          t*: 1: 4096 [1: 4096]
          t0: 1: 4096 [1: 4096]

        MAPPED_LIBRARIES:
        00400000-00500000 r-xp 00000000 08:01 1 @ /bin/x
        """

    private func dump(_ text: String) throws -> HeapDump { try HeapDump(Array(text.utf8)) }

    @Test func buckets_AreRead_WithTheirStacks() throws {
        let dump = try dump(text)
        #expect(dump.period == 131_072)
        #expect(
            dump.buckets == [
                .init(
                    stack: [0x55d0c8, 0x55d1f2, 0x401000], inUse: .init(objects: 2, bytes: 8_192),
                    allocated: .init(objects: 9, bytes: 36_864)),
                .init(
                    stack: [0x7f0011], inUse: .init(objects: 1, bytes: 4_096),
                    allocated: .init(objects: 1, bytes: 4_096)),
            ])
    }

    @Test func nothingSampled_IsNoBucket() throws {
        #expect(try dump("heap_v2/512\n  t*: 0: 0 [0: 0]\n").buckets.isEmpty)
    }

    @Test(arguments: [
        ("", 1), ("heap profile: 1: 2 [3: 4] @ heapprofile\n", 1), ("heap_v2/0\n", 1), ("heap_v2/512\n@ 0x1 zz\n", 2),
        ("heap_v2/512\n@ 0x1\n  t*: 1: 2\n", 3), ("heap_v2/512\n@ 0x1\n  t*: 1: -2 [3: 4]\n", 3),
        ("heap_v2/512\nnonsense\n", 2), ("heap_v2/512\n@ 0x1\n  t*: a: 2 [3: 4]\n", 3),
    ])
    func otherText_IsRefused_WithItsLine(_ text: String, _ line: Int) throws {
        #expect(throws: HeapDumpError(line: line)) { try dump(text) }
    }

    @Test func difference_HasWhatCameAndWhatWent() throws {
        let before = try dump(text)
        let after = try dump(
            """
            heap_v2/131072
            @ 0x55d0c8 0x55d1f2 0x401000
              t*: 5: 20480 [12: 49152]
            @ 0x9000
              t*: 1: 100 [1: 100]
            """)
        let difference = after.subtracting(before)
        #expect(
            difference.buckets == [
                .init(
                    stack: [0x55d0c8, 0x55d1f2, 0x401000], inUse: .init(objects: 3, bytes: 12_288),
                    allocated: .init(objects: 3, bytes: 12_288)),
                .init(stack: [0x9000], inUse: .init(objects: 1, bytes: 100), allocated: .init(objects: 1, bytes: 100)),
                .init(
                    stack: [0x7f0011], inUse: .init(objects: -1, bytes: -4_096),
                    allocated: .init(objects: -1, bytes: -4_096)),
            ])
    }

    @Test func scale_IsThatOfTheSamplesProbability() {
        // 10 samples of 4096 bytes, of one in 131072: 1 / (1 - exp(-1/32)) = 32.5026
        #expect(
            HeapScale.scaled(.init(objects: 10, bytes: 40_960), period: 131_072)
                == .init(objects: 325, bytes: 1_331_307))
        // What is much larger than the period is always sampled.
        #expect(
            HeapScale.scaled(.init(objects: 2, bytes: 80_000_000), period: 131_072)
                == .init(objects: 2, bytes: 80_000_000))
        #expect(HeapScale.scaled(.none, period: 131_072) == .none)
        // What was freed in a time scales likewise.
        #expect(
            HeapScale.scaled(.init(objects: -10, bytes: -40_960), period: 131_072)
                == .init(objects: -325, bytes: -1_331_307))
        #expect(HeapScale.scaled(.init(objects: 1, bytes: -40), period: 131_072) == .init(objects: 1, bytes: -40))
    }
}
