import Testing

@testable import Profiling

struct HeapRecordingTests {
    private let images = LoadedImages([
        .made(path: "/bin/a", addresses: 0x1000..<0x9000, isExecutable: true),
        .made(path: "/lib/libjemalloc.so.2", addresses: 0x20000..<0x30000),
    ])
    private let symbols = SymbolTable(
        frames: [
            0x1fff: [SymbolFrame(name: "swift_slowAlloc", linkName: "swift_slowAlloc")],
            0x2fff: [SymbolFrame(name: "hold()", linkName: "$hold")],
            0x3fff: [SymbolFrame(name: "main", linkName: "main")],
        ])

    private func recording(accumulates: Bool = true, _ buckets: [HeapDump.Bucket]) throws -> HeapRecording {
        var dump = try HeapDump(Array("heap_v2/1\n".utf8))
        dump.buckets = buckets
        return HeapRecording(dump: dump, accumulates: accumulates, images: images, time: 1)
    }

    private func bucket(_ stack: [UInt64], _ bytes: Int) -> HeapDump.Bucket {
        .init(stack: stack, inUse: .init(objects: 1, bytes: bytes), allocated: .init(objects: 2, bytes: 2 * bytes))
    }

    @Test func allocatorsFrames_AreLeftOut_AndStacksMerged() throws {
        let profile = Profile(
            try recording([bucket([0x20100, 0x2000, 0x3000, 0x4000], 100), bucket([0x20200, 0x3000, 0x4000], 50)]),
            default: .inUse, symbols: symbols)
        let read = try ReadProfile(message: profile.message())
        #expect(read.types == ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"])
        #expect(read.units == ["count", "bytes", "count", "bytes"])
        #expect(read.defaultType == "inuse_space")
        #expect(read.samples.count == 1)
        #expect(read.stack(read.samples[0]).map(\.name) == ["hold()", "main"])
        #expect(read.samples[0].values == [4, 300, 2, 150])
    }

    @Test func stackOfTheAllocatorAlone_KeepsItsLastFunction() throws {
        let profile = Profile(try recording([bucket([0x20100, 0x2000], 100)]), default: .inUse, symbols: symbols)
        #expect(profile.samples.count == 1)
        #expect(profile.functions.map(\.name) == ["swift_slowAlloc"])
    }

    @Test func whatWasFreed_IsAbsent_WhenJemallocDoesNotCountIt() throws {
        let profile = Profile(
            try recording(accumulates: false, [bucket([0x3000], 100)]), default: .allocated, symbols: symbols)
        #expect(profile.types.map(\.type) == ["inuse_objects", "inuse_space"])
        #expect(profile.defaultType == "inuse_space")
        #expect(profile.comments.contains { $0.contains("prof_accum:true") })
    }

    @Test func allocated_IsTheDefault_WhenAsked() throws {
        let profile = Profile(try recording([bucket([0x3000], 100)]), default: .allocated, symbols: symbols)
        #expect(profile.defaultType == "alloc_space")
    }
}
