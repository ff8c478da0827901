import Experiment
import Foundation
import Testing

/// The program with the child that comes with it.
@Suite(.serialized)
struct RealChildTests {
    @Test func run_Measures_WhenTheChildIsTheRealOne() throws {
        let sandbox = try Sandbox()
        let ending = try Laggard.run(
            "run", "--preset", "smoke", "--set", "strategy=timer", "--set", "subscribers=10", "--set", "duration=200ms",
            "--output", "out/", in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        let row = try #require(try RunFolder(path: sandbox.path("out")).trials().first)
        #expect(row.status == .ok)
        #expect(row.measurements[.published] ?? 0 > 0)
        #expect(row.measurements[.maxResident] ?? 0 > 1_000_000)
        #expect(row.heapSource == "jemalloc")
        #expect(try RunFolder(path: sandbox.path("out")).manifest().allocator.version?.hasPrefix("5.") == true)
    }

    @Test func realChild_IsGone_WhenTheRunnerIsKilled() throws {
        let sandbox = try Sandbox()
        let laggard = try Laggard(
            ["run", "--preset", "smoke", "--set", "duration=60s", "--output", "out"], in: sandbox)
        #expect(eventually { !children(in: sandbox).isEmpty })
        let pids = children(in: sandbox)
        laggard.signal(SIGKILL)
        #expect(try laggard.ending().code == 137)
        #expect(eventually { pids.allSatisfy { !isAlive($0) } })
    }

    /// Processes named `laggard-trial` whose working folder is the sandbox.
    private func children(in sandbox: Sandbox) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        return all.filter { pid in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) == sandbox.folder
                && (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) == "laggard-trial\n"
        }
    }

    @Test func doctor_FindsTheHeapCounted() throws {
        let ending = try Laggard.run("doctor", in: Sandbox())
        #expect(ending.output.contains("trial and heap"))
        #expect(ending.output.contains("jemalloc"))
        #expect([0, 4].contains(ending.code))
    }

    @Test func doctor_Fails_WhenThereIsNoChild() throws {
        let ending = try Laggard.run("doctor", "--child", "/nowhere/child", in: Sandbox())
        #expect(ending.code == 4)
        #expect(ending.output.contains("there is no program at '/nowhere/child'"))
    }
}
