import Broker
import Foundation
import Testing

/// The Swift of the documents compiles and runs: each block stands here too, word for word.
@Suite struct DocumentedExampleTests {
    // Between the markers: the block of docs/broker.md.
    @Test func example_Ends_WhenRun() async throws {
        // example
        let broker = Broker<String>()
        let news = try broker.subscribe(to: "news", capacity: 10)
        let reader = Task {
            for await message in news { print(message) }
        }
        try await broker.publish("hello", to: "news")
        await broker.close()
        await reader.value
        // end of example
    }

    @Test(arguments: ["docs/broker.md", "README.md"])
    func document_ShowsOnlyExamplesThatAreCompiled(document: String) throws {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
        let here = try String(contentsOfFile: #filePath, encoding: .utf8)
        let compiled = Self.pieces(of: here, from: "// example", to: "// end of example")
        // README.md may be missing or have no Swift in it; the broker's page has some.
        let text = try? String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)
        let shown = Self.pieces(of: text ?? "", from: "```swift", to: "```")
        #expect(document == "README.md" || !shown.isEmpty)
        for block in shown.map(Self.withoutImports) {
            #expect(compiled.contains(block), "not compiled by a test:\n\(block)")
        }
    }

    /// A function body cannot import: this file does.
    private static func withoutImports(_ block: String) -> String {
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0.isEmpty || $0 == "import Broker" }.joined(separator: "\n")
    }

    /// What stands between two lines that are markers, without the indentation of the first.
    private static func pieces(of text: String, from start: String, to end: String) -> [String] {
        var pieces: [String] = []
        var piece: [String]?
        var indentation = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let marker = line.drop { $0 == " " }
            if piece == nil, marker == start {
                indentation = String(line.prefix(line.count - marker.count))
                piece = []
            } else if let lines = piece, marker == end {
                pieces.append(lines.joined(separator: "\n"))
                piece = nil
            } else {
                piece?.append(String(line.hasPrefix(indentation) ? line.dropFirst(indentation.count) : line))
            }
        }
        return pieces
    }
}
