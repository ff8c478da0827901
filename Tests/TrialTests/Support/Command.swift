import Foundation

/// Runs a program to its end.
enum Command {
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    /// `keepsInput` leaves standard input open until the program has ended, as a runner does.
    static func run(
        _ path: String, _ arguments: [String], input: String = "", keepsInput: Bool = false,
        environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (inputPipe, outputPipe) = (Pipe(), Pipe())
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardInput = inputPipe
        process.standardOutput = outputPipe
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        inputPipe.fileHandleForWriting.write(Data(input.utf8))
        if !keepsInput { try inputPipe.fileHandleForWriting.close() }
        let output = outputPipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// The child beside the test program.
    static var child: String { get throws { try program("laggard-trial") } }

    /// The child whose broker has faults on demand.
    static var standInChild: String { get throws { try program("StandInTrial") } }

    private static func program(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// The project's root.
    static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized.path
}
