import Foundation
import Testing

/// Runs the programs that profiles are taken of.
struct Program {
    var code: Int32
    var output: String

    /// The words behind `NAME=` in the output's lines.
    func number(_ name: String, inLine start: String) -> Int? {
        output.split(separator: "\n").first { $0.hasPrefix(start) }?
            .split(separator: " ").first { $0.hasPrefix("\(name)=") }
            .flatMap { Int($0.dropFirst(name.count + 1)) }
    }

    static func run(
        _ name: String, _ arguments: String..., environment: [String: String] = [:]
    ) throws -> Program {
        try run(path: path(name), arguments, environment: environment)
    }

    static func run(path: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Program {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Program(code: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }

    /// Beside the test program.
    static func path(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    }
}

/// A folder that goes with the test.
final class Scratch {
    let folder: String

    init() throws {
        var template = Array("/tmp/laggard-profile-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!).map { String(cString: $0) } }
        folder = try #require(made)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
}
