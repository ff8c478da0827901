import Broker
import Foundation
import Testing

/// The Swift of the documents compiles and runs: each block stands here too, word for word.
@Suite struct DocumentedExampleTests {
    // Between the markers: the block of docs/broker.md and of the module's documentation.
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

    @Test func exampleOfARun_Ends_WhenRun() async throws {
        // example
        let broker = Broker<String>()
        let news = try broker.subscribe(to: "news")
        let reader = Task {
            await news.read { messages in
                while let first = await messages.next() {
                    let batch = [String](capacity: 64) { batch in
                        batch.append(first)
                        messages.takeRun(into: &batch)
                    }
                    print(batch)
                }
            }
        }
        try await broker.publish("hello", to: "news")
        await broker.close()
        await reader.value
        // end of example
    }

    @Test func exampleOfAPool_Ends_WhenRun() async throws {
        // example
        let pool = WorkerPool(workers: 2)
        let broker = Broker<String>()
        let news = try broker.subscribe(to: "news")
        let reader = Task(executorPreference: pool) {
            await news.read { messages in
                while let message = await messages.next() { print(message) }
            }
        }
        try await broker.publish("hello", to: "news")
        await broker.close()
        await reader.value
        pool.shutdown()
        // end of example
    }

    @Test func exampleOfAHandler_Ends_WhenRun() async throws {
        // example
        let pool = WorkerPool(workers: 2)
        let broker = Broker<String>()
        let news = try broker.subscribe(to: "news", capacity: 10, on: pool) { messages in
            for index in messages.indices { print(messages[index]) }
        }
        try await broker.publish("hello", to: "news")
        await broker.close()
        await news.ended()
        pool.shutdown()
        // end of example
    }

    /// Examples of the modules are compiled by the tests of each.
    @Test(arguments: [
        "docs/broker.md", "docs/profiling-library.md", "README.md", "Sources/Broker/Broker.docc/Broker.md",
        "Sources/BrokerNIO/BrokerNIO.docc/BrokerNIO.md", "Sources/Experiment/Experiment.docc/Experiment.md",
        "Sources/HeapStatistics/HeapStatistics.docc/HeapStatistics.md", "Sources/Profiling/Profiling.docc/Profiling.md",
        "Sources/Trial/Trial.docc/Trial.md",
    ])
    func document_ShowsOnlyExamplesThatAreCompiled(document: String) throws {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
        let compiled = try ["Broker", "BrokerNIO", "Experiment", "HeapStatistics", "Profiling", "Trial"].flatMap {
            module in
            let file = root.appendingPathComponent("Tests/\(module)Tests/DocumentedExampleTests.swift")
            return Self.pieces(
                of: try String(contentsOf: file, encoding: .utf8), from: "// example", to: "// end of example")
        }
        let text = try String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)
        let shown = Self.pieces(of: text, from: "```swift", to: "```")
        // README.md may have no Swift in it.
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
