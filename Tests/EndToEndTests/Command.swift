import Foundation

/// Runs a program to its end.
enum Command {
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    /// The project's root.
    static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path

    static let hasPython = (try? run("/usr/bin/env", "python3", "-V", in: Sandbox()))?.code == 0

    static let hasGo = (try? run("/usr/bin/env", "go", "version", in: Sandbox()))?.code == 0

    /// A program by its path.
    static func run(_ program: String, _ arguments: String..., in sandbox: Sandbox) throws -> Result {
        try run(program, arguments, in: sandbox)
    }

    /// A program by its path.
    static func run(_ program: String, _ arguments: [String], in sandbox: Sandbox) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let tag = UUID().uuidString
        let outputs = try ["out", "err"].map { ending in
            FileHandle(forWritingAtPath: try sandbox.write("", to: "\(tag).\(ending)"))
        }
        process.standardOutput = outputs[0]
        process.standardError = outputs[1]
        try process.run()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: try sandbox.text("\(tag).out"),
            errors: try sandbox.text("\(tag).err"))
    }
}
