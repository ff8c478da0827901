import Foundation
import Testing

@testable import Profiling

/// Heap profiles of a program that says itself what it allocates.
struct HeapProgramTests {
    private static let preload = "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"

    /// With samples so dense that chance hardly matters.
    @Test func amounts_AreRight_OfWhatIsHeldAndOfWhatWasAllocated() throws {
        let scratch = try Scratch()
        let result = try Program.run(
            "ProfiledHeap", scratch.path("heap.pb.gz"),
            environment: ["MALLOC_CONF": "lg_prof_sample:12"])
        try #require(result.code == 0, "\(result.output)")
        let profile = try ReadProfile(path: scratch.path("heap.pb.gz"))
        #expect(profile.types == ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"])
        #expect(profile.defaultType == "inuse_space")
        #expect(profile.period == 4_096)
        #expect(abs(try profile.total("inuse_space", in: "hold(") / 50e6 - 1) < 0.05)
        #expect(abs(try profile.total("inuse_objects", in: "hold(") / 5_000 - 1) < 0.05)
        #expect(abs(try profile.total("alloc_space") / 200e6 - 1) < 0.05)
        #expect(abs(try profile.total("alloc_space", in: "churn(") / 150e6 - 1) < 0.05)
        #expect(try profile.total("inuse_space", in: "churn(") < 1e6)
        // The allocator itself is in no stack.
        let leaves = profile.samples.compactMap { profile.stack($0).first?.name }
        #expect(!leaves.contains { $0.contains("alloc") && $0.contains("slow") || $0 == "malloc" })
        #expect(!profile.mappings.values.contains { $0.file.contains("jemalloc") })
    }

    @Test func product_SetsJemallocUp_WithoutTheEnvironment() throws {
        let scratch = try Scratch()
        let result = try Program.run("ProfiledHeap", scratch.path("heap.pb.gz"), environment: ["MALLOC_CONF": ""])
        try #require(result.code == 0, "\(result.output)")
        #expect(try ReadProfile(path: scratch.path("heap.pb.gz")).period == 131_072)
    }

    @Test func error_SaysWhatToDo_WithoutJemalloc() throws {
        let result = try Program.run("ProfiledProgram", "heap")
        #expect(result.output.contains("JemallocProfiling") && result.output.contains("LD_PRELOAD"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: preload), "libjemalloc.so.2 is elsewhere"))
    func preloaded_Works_AndSaysWhatToDoWithoutItsProfiler() throws {
        var environment = ["LD_PRELOAD": Self.preload, "MALLOC_CONF": ""]
        let without = try Program.run("ProfiledProgram", "heap", environment: environment)
        #expect(
            without.output.contains("jemalloc's profiler is off") && without.output.contains("MALLOC_CONF=prof:true"))
        environment["MALLOC_CONF"] = "prof:true,prof_active:false"
        let with = try Program.run("ProfiledProgram", "heap", environment: environment)
        #expect(with.output.isEmpty && with.code == 0)
    }
}
