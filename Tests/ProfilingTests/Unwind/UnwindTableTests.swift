import Testing

@testable import Profiling

struct UnwindTableTests {
    /// Memory at 0x10000.
    private struct Memory: MemoryReader {
        var content: [UInt8]

        func bytes(at address: UInt64, count: Int) -> [UInt8]? {
            guard address >= 0x10000, count >= 0, address - 0x10000 + UInt64(count) <= UInt64(content.count) else {
                return nil
            }
            let start = Int(address - 0x10000)
            return Array(content[start..<(start + count)])
        }
    }

    private static func word(_ value: Int32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> Int32(8 * $0)) }
    }

    /// A table of one entry, the shared entry and the function's own: 0x400 bytes from 0x20000 on.
    private var memory: Memory {
        let header: [UInt8] =
            [1, 0x1b, 0x03, 0x3b] + Self.word(0) + Self.word(1) + Self.word(0x10000) + Self.word(0x38)
        let commonBody: [UInt8] =
            [1] + Array("zR\0".utf8) + [1, 0x78, 16, 1, 0x1b, 0x0c, 0x07, 0x08, 0x90, 0x01, 0, 0, 0, 0, 0]
        let common = Self.word(Int32(commonBody.count) + 4) + Self.word(0) + commonBody
        // At 0x38: its length, how far back the shared entry is from 0x3c, the function from 0x40.
        let own =
            Self.word(0x10) + Self.word(0x3c - 0x14) + Self.word(0x20000 - 0x10040) + Self.word(0x400) + [
                0, 0x41, 0x0e, 0x10,
            ]
        var content = header + common
        content += [UInt8](repeating: 0, count: 0x38 - content.count)
        return Memory(content: content + own)
    }

    @Test func row_IsFound_OnlyInTheFunction() throws {
        let memory = memory
        let table = try #require(UnwindTable(at: 0x10000, in: memory))
        #expect(table.row(at: 0x20000, in: memory, names: .x86)?.offset == 8)
        #expect(table.row(at: 0x203ff, in: memory, names: .x86)?.offset == 16)
        #expect(table.row(at: 0x20400, in: memory, names: .x86) == nil)
        #expect(table.row(at: 0x1ffff, in: memory, names: .x86) == nil)
    }

    @Test func anyByteWrong_IsNoCrash() throws {
        let good = memory
        for index in good.content.indices {
            for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
                var bad = good
                bad.content[index] = value
                _ = UnwindTable(at: 0x10000, in: bad)?.row(at: 0x20010, in: bad, names: .x86)
            }
        }
        for count in good.content.indices {
            let short = Memory(content: Array(good.content.prefix(count)))
            #expect(UnwindTable(at: 0x10000, in: short)?.row(at: 0x20010, in: short, names: .x86) == nil)
        }
    }

    /// What compilers and linkers made of this program and its libraries.
    @Test func loadedImages_HaveRows_ForAlmostAllTheirCode() {
        var unwinder = ImageUnwinder(images: .capture(), memory: ProcessMemory())
        let images = LoadedImages.capture()
        for image in images.all where image.path.hasSuffix("/libc.so.6") {
            let addresses = image.code.flatMap { Array(stride(from: $0.lowerBound, to: $0.upperBound, by: 1_021)) }
            let known = addresses.filter { unwinder.row(at: $0) != nil }
            #expect(Double(known.count) > 0.9 * Double(addresses.count))
        }
        #expect(!images.all.isEmpty)
    }
}
