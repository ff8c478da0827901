import Foundation
import Testing

@testable import Profiling

/// A program that works and serves profiles, until this goes.
final class Server {
    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(program: String = "ProfiledProgram", _ arguments: String...) throws {
        process.executableURL = URL(fileURLWithPath: try Program.path(program))
        process.arguments = ["serve", "0"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0a { line.append(byte) }
        port = try #require(Int(String(decoding: line, as: UTF8.self).dropFirst("port ".count)))
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

enum ProfilePort {
    /// One that was free a moment ago.
    static func free() throws -> Int {
        let endpoint = try ProfileEndpoint(port: 0)
        defer { endpoint.stop() }
        return endpoint.port
    }
}
