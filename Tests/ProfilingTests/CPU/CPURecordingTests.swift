import Testing

@testable import Profiling

struct CPURecordingTests {
    private func recording(_ stacks: [(CallStack, Int)]) -> CPURecording {
        var counts = StackCounts(most: 100)
        for (stack, weight) in stacks { counts.add(stack, thread: "worker", weight: weight) }
        return CPURecording(
            counts: counts,
            images: LoadedImages([.made(path: "/bin/a", addresses: 0x1000..<0x9000, isExecutable: true)]),
            period: 10_000_000, processCPU: 1_234_000_000)
    }

    private func symbols(_ names: [UInt64: String]) -> SymbolTable {
        SymbolTable(frames: names.mapValues { [SymbolFrame(name: $0, linkName: $0)] })
    }

    @Test func counts_BecomeSamplesAndTime() throws {
        let profile = Profile(
            recording([(CallStack(addresses: [0x1000, 0x2000]), 2), (CallStack(addresses: [0x2000]), 5)]),
            symbols: symbols([0x1000: "leaf", 0x2000: "main"]))
        #expect(profile.totals == ["samples": 7, "cpu": 70_000_000])
        let read = try ReadProfile(message: profile.message())
        #expect(try read.total("samples", in: "leaf") == 2)
        #expect(try read.total("samples", in: "main") == 7)
        #expect(read.samples.allSatisfy { $0.labels == ["thread": "worker"] })
        #expect(read.comments.contains("CPU time of the process: 1.23 s, in samples: 0.07 s"))
        #expect(read.comments.contains("samples lost: 0"))
    }

    @Test func everythingLeftOut_IsSaid() {
        var cut = CallStack(addresses: [0x1000])
        cut.isTruncated = true
        var recording = recording([(cut, 3)])
        recording.lost = 4
        recording.untimed = [11: 2]
        let profile = Profile(recording, symbols: SymbolTable(withoutLines: 9))
        #expect(profile.comments.contains("samples lost: 4"))
        #expect(profile.comments.contains("samples with callers left out, because there were too many: 3"))
        #expect(profile.comments.contains { $0.hasPrefix("threads that could not be sampled: 2 (timer_create: ") })
        #expect(profile.comments.contains { $0.hasSuffix(": 9") })
    }

    @Test func counts_StopAtTheirLimit_AndSaySo() {
        var counts = StackCounts(most: 1)
        counts.add(CallStack(addresses: [1]), thread: "", weight: 1)
        counts.add(CallStack(addresses: [2]), thread: "", weight: 5)
        counts.add(CallStack(addresses: [1]), thread: "", weight: 2)
        #expect(counts.counts.values.map { $0 } == [3])
        #expect(counts.refused == 5)
    }

    @Test func addresses_StopAtTheirLimit_HoweverDeepTheStacks() {
        var counts = StackCounts(most: 100, mostAddresses: 5)
        counts.add(CallStack(addresses: [1, 2], resumes: [3]), thread: "", weight: 1)
        counts.add(CallStack(addresses: [4, 5, 6]), thread: "", weight: 7)
        counts.add(CallStack(addresses: [7, 8]), thread: "", weight: 1)
        #expect(counts.counts.count == 2)
        #expect(counts.refused == 7)
    }

    @Test func asyncFunction_IsCalledByThoseThatAwaitIt() {
        var stack = CallStack(addresses: [0x1000, 0x2000, 0x3000], resumes: [0x4000, 0x5000])
        let names = symbols([0x1000: "leaf", 0x2000: "$s1a5innerSiyYaFTY1_", 0x3000: "swift_job_run"])
        #expect(stack.logical(names) == [0x1000, 0x2000, 0x4000, 0x5000])
        // Further down than the frame that led to it, it is not another's.
        stack.resumeIndex = 2
        #expect(stack.logical(names) == [0x1000, 0x2000, 0x3000])
        #expect(stack.logical(symbols([0x2000: "plain"])) == [0x1000, 0x2000, 0x3000])
    }

    @Test func threadStart_IsNoRoot() {
        let stack = CallStack(addresses: [0x1000, 0x2000])
        #expect(stack.logical(symbols([0x2000: "__clone3"])) == [0x1000])
        #expect(stack.logical(symbols([0x2000: "start_thread"])) == [0x1000, 0x2000])
        #expect(CallStack(addresses: [0x2000]).logical(symbols([0x2000: "__clone3"])) == [0x2000])
    }
}
