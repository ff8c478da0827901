import Foundation
import Testing

/// The manual pages, as a program that knows their language reads them.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "mandoc is not there"))
struct ManPageTests {
    private static let folder = "\(Command.root)/docs/man"

    @Test func pages_HaveNothingToWarnOf() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(pages.contains("laggard.1"))
        let result = try Command.run(
            "/usr/bin/mandoc", ["-Tlint", "-Wwarning"] + pages.map { "\(Self.folder)/\($0)" }, in: Sandbox())
        #expect(result.code == 0 && result.output.isEmpty, "\(result.output)\(result.errors)")
    }

    @Test func page_SaysHowACommandIsCalled() throws {
        let result = try Command.run("/usr/bin/mandoc", "-Tascii", "\(Self.folder)/laggard-gate.1", in: Sandbox())
        // Bold and underlined are struck twice.
        let text = result.output.replacing(/.\u{8}/, with: "")
        #expect(text.contains("laggard gate --baseline DIR --candidate DIR [--json FILE]"), "\(text)")
    }
}
