import Foundation
import Testing

/// `go tool pprof`, of every Go that is there.
@Suite(.serialized, .enabled(if: !InstalledGo.all.isEmpty, "go is not there"))
struct GoClientTests {
    private func pprof(_ go: String, _ arguments: String...) throws -> String {
        let result = try Program.run(path: "/usr/bin/env", [go, "tool", "pprof"] + arguments)
        #expect(result.code == 0, "\(result.output)")
        return result.output
    }

    private func cpuProfile(_ scratch: Scratch, _ name: String, seconds: String) throws -> String {
        let result = try Program.run("ProfiledProgram", "split", seconds, scratch.path(name))
        try #require(result.code == 0, "\(result.output)")
        return scratch.path(name)
    }

    @Test(.timeLimit(.minutes(10)), arguments: InstalledGo.all)
    func cpu_IsShownAndCompared(_ go: String) throws {
        let scratch = try Scratch()
        let first = try cpuProfile(scratch, "first.pb.gz", seconds: "0.4")
        let second = try cpuProfile(scratch, "second.pb.gz", seconds: "0.8")
        let top = try pprof(go, "-top", first)
        #expect(top.contains("Type: cpu") && top.contains("spin(_:)") && top.contains("threeQuarters(_:)"))
        #expect(try pprof(go, "-comments", first).contains("samples lost: 0"))
        #expect(try pprof(go, "-top", "-diff_base", first, second).contains("spin(_:)"))
        let list = try pprof(go, "-list", "threeQuarters", first)
        #expect(list.contains("func threeQuarters(_ unit: Int) -> Int { spin(3 * unit) &+ 1 }"))
    }

    @Test(.timeLimit(.minutes(10)), arguments: InstalledGo.all)
    func heap_IsShown_ByEachOfItsNumbers(_ go: String) throws {
        let scratch = try Scratch()
        try #require(try Program.run("ProfiledHeap", scratch.path("heap.pb.gz")).code == 0)
        let path = scratch.path("heap.pb.gz")
        #expect(try pprof(go, "-top", path).contains("Type: inuse_space"))
        for type in ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"] {
            let top = try pprof(go, "-top", "-cum", "-sample_index=\(type)", path)
            #expect(top.contains("Type: \(type)") && top.contains("hold(_:)"))
        }
    }

    /// What a person does: fetches from a process that runs, and looks at the flame graph.
    @Test(.timeLimit(.minutes(10)), arguments: InstalledGo.all)
    func liveProfile_IsFetched_AndItsFlameGraphServed(_ go: String) throws {
        let server = try Server()
        let scratch = try Scratch()
        let url = "http://127.0.0.1:\(server.port)/debug/pprof/profile"
        let top = try pprof(go, "-top", "-seconds", "1", url)
        #expect(top.contains("spin(_:)"))
        let raw = try pprof(go, "-proto", "-output", scratch.path("live.pb.gz"), "-seconds", "1", url)
        #expect(raw.contains("Saved profile") || raw.contains("Generating report"))
        let page = try webPage(go, scratch.path("live.pb.gz"), "/ui/flamegraph")
        #expect(page.contains("threeQuarters(_:)"))
        // Another one, of twice the time, and what they differ by.
        #expect(try pprof(go, "-top", "-diff_base", scratch.path("live.pb.gz"), "-seconds", "2", url).contains("spin"))
        let refused = try Program.run(
            path: "/usr/bin/env", [go, "tool", "pprof", "-top", "http://127.0.0.1:\(server.port)/debug/pprof/heap"])
        #expect(refused.output.contains("JemallocProfiling"))
    }

    @Test(.timeLimit(.minutes(10)), arguments: InstalledGo.all)
    func liveHeap_IsFetched_AsItIsAndAsItChanges(_ go: String) throws {
        let server = try Server(program: "ProfiledHeap")
        let url = "http://127.0.0.1:\(server.port)/debug/pprof/heap"
        #expect(try pprof(go, "-top", "-cum", url).contains("hold(_:)"))
        #expect(try pprof(go, "-top", "-cum", "-sample_index=alloc_objects", url).contains("churn(_:)"))
        let change = try pprof(go, "-top", "-cum", "-sample_index=alloc_space", "-seconds", "1", url)
        #expect(change.contains("churn(_:)") && !change.contains("hold(_:)"))
    }

    /// A page of pprof's web server.
    private func webPage(_ go: String, _ path: String, _ target: String) throws -> String {
        let port = try ProfilePort.free()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [go, "tool", "pprof", "-no_browser", "-http=127.0.0.1:\(port)", path]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        // Its server is there a moment after the program.
        while process.isRunning {
            if let client = try? Client(port: port) {
                client.send(Array("GET \(target) HTTP/1.0\r\n\r\n".utf8))
                return try client.answer().text
            }
        }
        return ""
    }
}
