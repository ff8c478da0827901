import Foundation
import Testing

/// A temporary folder with stub children and plans. It is removed when the test is over.
final class Sandbox: Sendable {
    let folder: String

    init() throws {
        var template = Array("/tmp/laggard-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        folder = try #require(made)
        for stub in Stub.allCases { try write(stub.script, to: "\(stub.rawValue).sh", mode: 0o755) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    @discardableResult
    func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }

    /// A plan of one scenario whose cells are these stubs.
    ///
    /// - Parameter builds: lines of shell by stub.
    func plan(
        _ stubs: [Stub], repetitions: Int = 1, builds: [Stub: String] = [:], name: String = "plan.yaml"
    ) throws -> String {
        let commands = stubs.map { stub in
            let build = builds[stub].map { "\n    build: \($0)" } ?? ""
            return "  \(stub.rawValue):\n    command: [\"\(path("\(stub.rawValue).sh"))\", \"\(folder)\"]" + build
        }
        return try write(
            """
            name: stubs
            repetitions: \(repetitions)
            implementations:
            \(commands.joined(separator: "\n"))
            scenarios:
              steady:
                implementation: [\(stubs.map(\.rawValue).joined(separator: ", "))]
                strategy: drop-newest
                subscribers: 10
                rate: 100
                warmup: 0s
                duration: 1s

            """, to: name)
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The process ids that stubs have left in `pids`.
    func childPIDs() -> [pid_t] {
        ((try? text("pids")) ?? "").split(separator: "\n").compactMap { pid_t($0) }
    }
}
