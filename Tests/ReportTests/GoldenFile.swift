import FoundationEssentials
import Testing

/// Expects the rendering to equal the file at that path in the repository; with `UPDATE_GOLDEN=1` in the environment
/// it is written.
func expectGolden(
    _ path: String, _ rendering: String, from source: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let root = source.split(separator: "/").dropLast(3).joined(separator: "/")
    let url = URL(filePath: "/\(root)/\(path)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(rendering.utf8).write(to: url) }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(golden == rendering, "UPDATE_GOLDEN=1 writes \(path)", sourceLocation: sourceLocation)
}
