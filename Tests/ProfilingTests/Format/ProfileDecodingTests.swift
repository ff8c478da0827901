import Testing

@testable import Profiling

/// Profiles read again.
struct ProfileDecodingTests {
    private static let made: Profile = {
        var profile = Profile(
            types: [.init(type: "samples", unit: "count"), .init(type: "cpu", unit: "nanoseconds")], defaultType: "cpu",
            periodType: .init(type: "cpu", unit: "nanoseconds"), period: 10_000_000, time: 1_700_000_000_000_000_000,
            duration: 2_000_000_000)
        profile.functions = [
            .init(name: "outer()", linkName: "$s5outer", file: "/src/Outer.swift"),
            .init(name: "inner()", linkName: "$s5inner", file: "/src/Inner.swift"),
            .init(name: "inlined()", linkName: "$s7inlined", file: ""),
        ]
        profile.mappings = [
            .init(addresses: 4_096..<8_192, fileOffset: 16, file: "/bin/program", buildID: "abcd", isSymbolized: true)
        ]
        profile.locations = [
            .init(mapping: 0, address: 4_100, lines: [.init(function: 0, line: 7)]),
            .init(
                mapping: 0, address: 4_200, lines: [.init(function: 2, line: 9), .init(function: 1, line: 8)]),
            .init(mapping: nil, address: 0xFFFF_FFFF_FFFF_F000),
        ]
        profile.samples = [
            .init(locations: [1, 0], values: [3, 30], labels: ["thread": "worker"]),
            .init(locations: [1, 0], values: [1, 10]), .init(locations: [2], values: [1, -5]),
        ]
        profile.comments = ["samples lost: 0", ""]
        return profile
    }()

    @Test func profile_IsWhatWasWritten() throws {
        #expect(try Profile(encoded: Self.made.encoded()) == Self.made)
        // pprof takes the message without gzip, too.
        #expect(try Profile(encoded: Self.made.message()) == Self.made)
    }

    @Test func stacks_HaveTheOutermostFirst_InlinedOnesIncluded_AndAreThereOnce() {
        let stacks = Self.made.stacks(of: "cpu").sorted { $0.value > $1.value }
        #expect(stacks.map(\.value) == [40, -5])
        #expect(stacks[0].frames.map(\.name) == ["outer()", "inner()", "inlined()"])
        #expect(stacks[0].frames.map(\.library) == ["program", "program", "program"])
        #expect(stacks[1].frames == [.init(name: "0xfffffffffffff000")])
        #expect(Self.made.stacks(of: "no such type").isEmpty)
        #expect(Self.made.unit(of: "cpu") == "nanoseconds")
        #expect(Self.made.typeNames == ["samples", "cpu"] && Self.made.defaultTypeName == "cpu")
    }

    @Test func bytes_AreRefused_WhereTheyAreCutOff() {
        let whole = Self.made.encoded()
        for length in [2, 10, whole.count / 2, whole.count - 1] {
            #expect(throws: NotAProfile.self) { try Profile(encoded: Array(whole.prefix(length))) }
        }
        let message = Self.made.message()
        for length in 1..<message.count {
            // Cut between two fields, it may still be a message, of less.
            _ = try? Profile(encoded: Array(message.prefix(length)))
        }
    }

    @Test(arguments: [[], Array("strategy,subscribers\n".utf8), [0x1F, 0x8B], [UInt8](repeating: 0xFF, count: 64)])
    func bytes_AreRefused_WhereTheyAreSomethingElse(bytes: [UInt8]) {
        #expect(throws: NotAProfile.self) { try Profile(encoded: bytes) }
    }

    /// Whatever a byte becomes, there is a profile or an error.
    @Test func damage_NeverTraps() {
        let message = Self.made.message()
        for index in message.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var damaged = message
                damaged[index] = value
                guard let profile = try? Profile(encoded: damaged) else { continue }
                for type in profile.typeNames { _ = profile.stacks(of: type) }
            }
        }
    }
}
