import FoundationEssentials
import Testing

/// Files of the repository that a rendering must equal. With `UPDATE_GOLDEN=1` in the environment they are written.
enum GoldenFile {
    /// The repository.
    static var root: String { "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(root)/\(path)")) }
}

/// Expects the rendering to equal the file at that path in the repository.
func expectGolden(_ path: String, _ rendering: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try Data(rendering.utf8).write(to: URL(filePath: "\(GoldenFile.root)/\(path)"))
    }
    let golden = String(decoding: try GoldenFile.data(path), as: UTF8.self)
    #expect(golden == rendering, "UPDATE_GOLDEN=1 writes \(path)", sourceLocation: sourceLocation)
}
