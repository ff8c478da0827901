import Glibc
import Profiling
import Synchronization

// A program to take profiles of: ProfiledProgram WHAT ARGUMENT ...

let arguments = Array(CommandLine.arguments.dropFirst())
let unit = 20_000

func profiled(to path: String, _ body: () async throws -> Void) async throws {
    let profile = try CPUProfile.start(samplesPerSecond: 1_000)
    try await body()
    let result = try await profile.stop()
    try result.write(to: path)
    for comment in result.comments { print(comment) }
}

switch arguments.first {
case "split":
    let seconds = Double(arguments[1])!
    try await profiled(to: arguments[2]) { onThreads(2) { _ = split(cpuSeconds: seconds, unit: unit) } }
case "bursts":
    let seconds = Double(arguments[1])!
    try await profiled(to: arguments[2]) { onThreads(4) { _ = bursts(cpuSeconds: seconds, unit: unit) } }
case "async":
    let seconds = Double(arguments[1])!
    try await profiled(to: arguments[2]) {
        let end = now() + seconds
        while now() < end { _ = await asyncOuter(unit) }
    }
case "threads":
    let seconds = Double(arguments[1])!
    try await profiled(to: arguments[2]) {
        for _ in 0..<20 { onThreads(2) { _ = split(cpuSeconds: seconds, unit: unit) } }
    }
case "library":
    let seconds = Double(arguments[1])!
    try await profiled(to: arguments[2]) { onThreads(2) { _ = libraryWork(cpuSeconds: seconds) } }
case "repeat":
    try repeatProfiles(Int(arguments[1])!)
case "serve":
    try serve(port: Int(arguments[1])!, blocked: arguments.contains("blocked"))
case "signals":
    try signals()
case "fork":
    try forks()
case "heap":
    do { try HeapProfile.start() } catch { print(error) }
default:
    print(
        "ProfiledProgram split|bursts|threads|library|async SECONDS FILE | repeat PROFILES | serve PORT [blocked] | signals | fork | heap"
    )
    exit(2)
}
