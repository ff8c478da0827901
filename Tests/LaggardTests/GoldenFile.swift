import FoundationEssentials
import Testing

/// Files of the repository that a rendering must equal. With `UPDATE_GOLDEN=1` in the environment they are written.
enum GoldenFile {
    /// The text of the file at that path in the repository; `rendering` is what it is written with.
    static func text(_ path: String, writing rendering: String, from source: String = #filePath) throws -> String {
        let root = source.split(separator: "/").dropLast(3).joined(separator: "/")
        let url = URL(filePath: "/\(root)/\(path)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(rendering.utf8).write(to: url) }
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
}

/// Expects the rendering to equal the file at that path in the repository.
func expectGolden(_ path: String, _ rendering: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let golden = try GoldenFile.text(path, writing: rendering)
    #expect(golden == rendering, "UPDATE_GOLDEN=1 writes \(path)", sourceLocation: sourceLocation)
}
