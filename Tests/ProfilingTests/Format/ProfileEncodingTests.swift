import Foundation
import Testing

@testable import Profiling

struct ProfileEncodingTests {
    private let cpu = Profile.ValueType(type: "cpu", unit: "nanoseconds")

    @Test func writer_WritesWhatTheFormatSays_ForEachKind() {
        var writer = ProtobufWriter()
        writer.number(1, 300)
        writer.number(2, 0)
        writer.number(3, -1)
        writer.text(4, "")
        writer.numbers(5, [1, 128])
        writer.message(6) { $0.flag(1, true) }
        let minusOne: [UInt8] = [0x18] + [UInt8](repeating: 0xff, count: 9) + [0x01]
        #expect(
            writer.bytes == [0x08, 0xac, 0x02] + minusOne + [
                0x22, 0x00, 0x2a, 0x03, 0x01, 0x80, 0x01, 0x32, 0x02, 0x08, 0x01,
            ]
        )
    }

    @Test func profile_IsReadBack_WithEverythingInIt() throws {
        var profile = Profile(
            types: [.init(type: "samples", unit: "count"), cpu], defaultType: "cpu", periodType: cpu,
            period: 10_000_000, time: 5, duration: 7, comments: ["one", "two"])
        profile.mappings = [
            .init(addresses: 0x1000..<0x2000, fileOffset: 0x40, file: "/bin/x", buildID: "ab", isSymbolized: true)
        ]
        profile.functions = [
            .init(name: "leaf()", linkName: "$leaf", file: "a.swift"), .init(name: "main", linkName: "main", file: ""),
        ]
        profile.locations = [
            .init(mapping: 0, address: 0x1234, lines: [.init(function: 0, line: 12), .init(function: 1, line: 3)]),
            .init(mapping: nil, address: 0x9999),
        ]
        profile.samples = [.init(locations: [0, 1], values: [3, 30_000_000], labels: ["thread": "main"])]
        let read = try ReadProfile(gzipped: profile.encoded())
        #expect(read.types == ["samples", "cpu"])
        #expect(read.units == ["count", "nanoseconds"])
        #expect(read.defaultType == "cpu")
        #expect(read.comments == ["one", "two"])
        #expect((read.period, read.time, read.duration) == (10_000_000, 5, 7))
        #expect(read.samples.count == 1)
        #expect(read.samples[0].values == [3, 30_000_000])
        #expect(read.samples[0].labels == ["thread": "main"])
        #expect(read.stack(read.samples[0]).map(\.name) == ["leaf()", "main"])
        #expect(read.locations[1]?.lines.map(\.line) == [12, 3])
        #expect(read.locations[2]?.mapping == 0)
        #expect(read.mappings[1]?.buildID == "ab")
        #expect(read.mappings[1]?.hasFunctions == true)
    }

    @Test func empty_IsReadBack() throws {
        let profile = Profile(types: [cpu], defaultType: "cpu", periodType: cpu, period: 1, time: 1)
        #expect(try ReadProfile(gzipped: profile.encoded()).samples.isEmpty)
    }

    @Test func builder_KeepsEverythingOnce_WhenStacksShareIt() throws {
        let images = LoadedImages([
            .made(path: "/lib/b.so", addresses: 0x2000..<0x3000),
            .made(path: "/bin/a", addresses: 0x8000..<0x9000, isExecutable: true),
        ])
        let frame = SymbolFrame(name: "f()", linkName: "$fTY1_", file: "f.swift", line: 1)
        var other = frame
        other.linkName = "$fTQ2_"
        other.line = 9
        let symbols = SymbolTable(frames: [0x2100: [frame], 0x2200: [other]])
        var builder = ProfileBuilder(
            Profile(types: [cpu], defaultType: "cpu", periodType: cpu, period: 1, time: 1), images: images,
            symbols: symbols)
        builder.add([0x2100, 0x2200], values: [1])
        builder.add([0x2200, 0x5555], values: [2])
        let profile = builder.profile
        #expect(profile.mappings.map(\.file) == ["/bin/a", "/lib/b.so"])
        #expect(profile.mappings.map(\.isSymbolized) == [false, true])
        #expect(profile.locations.map(\.address) == [0x2100, 0x2200, 0x5555])
        #expect(profile.locations.map(\.mapping) == [1, 1, nil])
        // Two parts of one async function are the function.
        #expect(profile.functions == [.init(name: "f()", linkName: "$f", file: "f.swift")])
        #expect(profile.samples.map(\.locations) == [[0, 1], [1, 2]])
        #expect(profile.totals == ["cpu": 3])
    }

    @Test func file_IsNotTouched_WhenItCannotBeWritten() throws {
        let profile = Profile(types: [cpu], defaultType: "cpu", periodType: cpu, period: 1, time: 1)
        let scratch = try Scratch()
        try profile.write(to: scratch.path("a.pb.gz"))
        #expect(try ReadProfile(path: scratch.path("a.pb.gz")).types == ["cpu"])
        let missing = scratch.path("missing/a.pb.gz")
        let error = try #require(throws: SystemError.self) { try profile.write(to: missing) }
        #expect("\(error)".contains(missing) && "\(error)".contains("No such file or directory"))
        #expect(throws: SystemError.self) { try profile.write(to: "/dev/full/x") }
    }

    @Test func file_IsWhole_WhenSeveralWriteItAtOnce() throws {
        let profile = Profile(
            types: [cpu], defaultType: "cpu", periodType: cpu, period: 1, time: 1,
            comments: (0..<20_000).map { "comment \($0)" })
        let scratch = try Scratch()
        let path = scratch.path("a.pb.gz")
        let writers = try (0..<4).map { _ in
            try NamedThread("test-writer") { (0..<5).allSatisfy { _ in (try? profile.write(to: path)) != nil } }
        }
        #expect(writers.allSatisfy { $0.join() })
        #expect(try ReadProfile(path: path).comments == profile.comments)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["a.pb.gz"])
    }
}

extension LoadedImage {
    /// One that consists of code.
    static func made(path: String, addresses: Range<UInt64>, isExecutable: Bool = false) -> LoadedImage {
        LoadedImage(
            path: path, isExecutable: isExecutable, bias: addresses.lowerBound, addresses: addresses, code: [addresses],
            fileOffset: 0, unwindTable: nil, buildID: "")
    }
}
