import Testing

@testable import Profiling

/// CPU profiles of a program that says itself what it does.
@Suite(.serialized)
struct CPUProgramTests {
    private func profile(_ mode: String, cpuSeconds: Double) throws -> ReadProfile {
        let scratch = try Scratch()
        let result = try Program.run("ProfiledProgram", mode, "\(cpuSeconds)", scratch.path("cpu.pb.gz"))
        try #require(result.code == 0, "\(result.output)")
        let profile = try ReadProfile(path: scratch.path("cpu.pb.gz"))
        #expect(profile.types == ["samples", "cpu"])
        #expect(profile.comments.contains("samples lost: 0"))
        return profile
    }

    /// CPU seconds in samples, of those that the process used.
    private func coverage(_ profile: ReadProfile) throws -> Double {
        let comment = try #require(profile.comments.first { $0.hasPrefix("CPU time of the process: ") })
        let numbers = comment.split(separator: " ").compactMap { Double($0) }
        try #require(numbers.count == 2)
        return numbers[1] / numbers[0]
    }

    private func share(_ profile: ReadProfile) throws -> Double {
        let three = try profile.total("cpu", in: "threeQuarters")
        let one = try profile.total("cpu", in: "oneQuarter")
        return three / (three + one)
    }

    // The kernel looks at its timers 250 times a second, or more often: 3,000 samples, a standard error of 0.8 points.
    @Test(.timeLimit(.minutes(5)))
    func shares_AreRight_OfTwoThreadsThatAreBusy() throws {
        let profile = try profile("split", cpuSeconds: 7)
        #expect(abs(try share(profile) - 0.75) < 0.03)
        #expect(abs(try coverage(profile) - 1) < 0.03)
        #expect(try profile.total("cpu", in: "spin") / profile.total("cpu") > 0.9)
    }

    // A tick finds a thread in every other burst or so, and what it finds stands for all since the last one. In runs of
    // 12 s of CPU time, on a machine that others kept busy, the share's standard deviation was 2 points: of 80 s, 0.8.
    @Test(.timeLimit(.minutes(10)))
    func shares_AreRight_OfThreadsThatWorkInShortBursts() throws {
        let profile = try profile("bursts", cpuSeconds: 20)
        #expect(abs(try share(profile) - 0.75) < 0.03)
        #expect(abs(try coverage(profile) - 1) < 0.05)
    }

    @Test(.timeLimit(.minutes(5)))
    func threadsThatStartLater_AreSampled() throws {
        let profile = try profile("threads", cpuSeconds: 0.1)
        #expect(try coverage(profile) > 0.8)
        #expect(try profile.total("cpu", in: "split") > 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func callers_AreKnown_OfLibrariesWithoutFramePointers() throws {
        let profile = try profile("library", cpuSeconds: 1)
        #expect(try profile.total("cpu", in: "libraryWork") / profile.total("cpu") > 0.98)
    }

    @Test(.timeLimit(.minutes(5)))
    func asyncCallers_AreKnown_AfterASuspension() throws {
        let profile = try profile("async", cpuSeconds: 2)
        let inner = profile.samples.filter { profile.stack($0).contains { $0.name.hasPrefix("asyncInner") } }
        #expect(inner.count > 10)
        let whole = inner.filter { sample in
            let names = profile.stack(sample).map(\.name)
            let order = ["asyncInner", "asyncMiddle", "asyncOuter"].map { name in
                names.firstIndex { $0.hasPrefix(name) } ?? -1
            }
            return order[0] >= 0 && order[0] < order[1] && order[1] < order[2]
        }
        let weight = { (samples: [ReadProfile.Sample]) in samples.reduce(0) { $0 + $1.values[0] } }
        #expect(Double(weight(whole)) > 0.95 * Double(weight(inner)))
    }

    @Test func functions_HaveNamesFilesAndLines_AndMappingsTheirBuildIDs() throws {
        let profile = try profile("split", cpuSeconds: 0.5)
        let spin = try #require(profile.functions.values.first { $0.name.hasPrefix("spin(") })
        #expect(spin.file.hasSuffix("Tests/ProfiledProgram/Work.swift"))
        #expect(spin.linkName.hasPrefix("$s15ProfiledProgram4spin"))
        let main = try #require(profile.mappings[1])
        #expect(main.file == (try Program.path("ProfiledProgram")))
        #expect(main.buildID == ELFFile.buildID(path: main.file))
        #expect(main.buildID.count >= 16)
        let lines = profile.locations.values.flatMap(\.lines).filter {
            profile.functions[$0.function]?.name == spin.name
        }
        #expect(lines.contains { $0.line > 0 })
        for location in profile.locations.values where location.mapping == 1 {
            #expect((main.start..<main.limit).contains(location.address))
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func hundredsOfProfiles_LeaveNothingBehind_WhileThreadsComeAndGo() throws {
        // Of one arena, glibc keeps as much as one profile has had in use. With one for each thread it keeps that for
        // every arena, so that how much depends on which threads have made a profile by then.
        let result = try Program.run("ProfiledProgram", "repeat", "200", environment: ["MALLOC_ARENA_MAX": "1"])
        try #require(result.code == 0, "\(result.output)")
        let first = { try #require(result.number($0, inLine: "first ")) }
        let last = { try #require(result.number($0, inLine: "last ")) }
        #expect(try last("timers") == 0)
        #expect(try last("files") == first("files"))
        #expect(try last("threads") <= first("threads"))
        #expect(try last("mappings") < first("mappings") + 20)
        #expect(try last("resident") < first("resident") + 4_096)
        #expect(try #require(result.number("ended", inLine: "threads ")) > 400)
        #expect(try #require(result.number("losses", inLine: "threads ")) == 0)
    }

    /// While threads are being sampled a thousand times a second, the process forks, children become other programs,
    /// and one makes a profile of its own.
    @Test(.timeLimit(.minutes(5)))
    func children_AreNotDisturbed_AndMayProfileThemselves() throws {
        let result = try Program.run("ProfiledProgram", "fork")
        #expect(result.code == 0)
        #expect(result.output == "programs 0\nspawned 0\nown profile 0\nparent: spin\n")
    }

    @Test func signal_BelongsToWhoHadIt_AfterTheProfileAndDuringIt() throws {
        let result = try Program.run("ProfiledProgram", "signals")
        #expect(result.code == 0)
        #expect(result.output == "nobody: default\nignored: ignored\nsomebody: own, signals 10\n")
    }
}
