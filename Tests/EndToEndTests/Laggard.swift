import Foundation
import Testing

/// The built program, as a process.
struct Laggard {
    /// What came of a command.
    struct Ending {
        var code: Int32
        var output: String
        var error: String
    }

    private let process = Process()
    private let folder: String
    private let tag = UUID().uuidString

    /// The folder of the programs under test: `LAGGARD_BIN` where it is set, else that of the test bundle.
    static let programs: String = {
        if let folder = ProcessInfo.processInfo.environment["LAGGARD_BIN"], !folder.isEmpty {
            return URL(fileURLWithPath: folder).path
        }
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let candidates = [own, CommandLine.arguments[0], Bundle.main.bundlePath].map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: "\($0)/laggard") } ?? ".build/debug"
    }()

    static var program: String { "\(programs)/laggard" }
    static var child: String { "\(programs)/laggard-trial" }

    /// Starts it in the sandbox's folder.
    init(_ arguments: [String], in sandbox: Sandbox) throws {
        folder = sandbox.folder
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: sandbox.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file("\(sandbox.folder)/\(tag).out")
        process.standardError = try Self.file("\(sandbox.folder)/\(tag).err")
        try process.run()
    }

    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try #require(FileHandle(forWritingAtPath: path))
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until the process is gone.
    func ending() throws -> Ending {
        process.waitUntilExit()
        let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return Ending(
            code: code, output: try String(contentsOfFile: "\(folder)/\(tag).out", encoding: .utf8),
            error: try String(contentsOfFile: "\(folder)/\(tag).err", encoding: .utf8))
    }

    /// Runs it to its end.
    static func run(_ arguments: String..., in sandbox: Sandbox) throws -> Ending {
        try run(arguments, in: sandbox)
    }

    /// Runs it to its end.
    static func run(_ arguments: [String], in sandbox: Sandbox) throws -> Ending {
        try Laggard(arguments, in: sandbox).ending()
    }
}

/// Asks again until something holds: for the state of other processes, which tell nobody when it changes.
func eventually(within seconds: Double = 20, _ holds: () throws -> Bool) rethrows -> Bool {
    let deadline = Date() + seconds
    while Date() < deadline {
        if try holds() { return true }
        usleep(10_000)
    }
    return try holds()
}

/// Whether there is such a process that has not ended (a zombie has).
func isAlive(_ pid: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let state = text.split(separator: ")").last?.split(separator: " ").first
    else { return false }
    return state != "Z" && state != "X"
}
