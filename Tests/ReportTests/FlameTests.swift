import Profiling
import Testing

@testable import Report

/// Flame graphs, as far as they are no picture.
struct FlameTests {
    private static func stack(_ names: String, _ value: Int64) -> Profile.Stack {
        Profile.Stack(frames: names.split(separator: ";").map { .init(name: String($0)) }, value: value)
    }

    private static let view = FlameView(
        title: "CPU time", unit: .nanoseconds,
        stacks: [stack("main;b;c", 5), stack("main;b", 2), stack("main;a", 1), stack("other;b", 4)],
        base: .init(name: "timer", stacks: [stack("main;b", 7), stack("gone", 3)]))

    @Test func tree_SharesWhatBeginsAlike() throws {
        let tree = FlameTree(Self.view)
        let root = tree.nodes[0]
        #expect(root.value == 12 && root.base == 10)
        let children = root.children.map { tree.nodes[$0] }
        #expect(children.map(\.frame.name) == ["gone", "main", "other"])
        #expect(children.map(\.value) == [0, 8, 4])
        #expect(children.map(\.base) == [3, 7, 0])
        let below = children[1].children.map { tree.nodes[$0] }
        #expect(below.map(\.frame.name) == ["a", "b"] && below.map(\.value) == [1, 7] && below[1].base == 7)
    }

    @Test func page_HasEverythingInIt_AndEscapesWhatComesFromOutside() {
        let hostile = "</script><script>alert(1)</script>"
        let page = FlamePage(
            [FlameView(title: hostile, unit: .bytes, stacks: [Self.stack(hostile, 1)])], title: hostile,
            facts: [hostile])
        let text = String(decoding: page.html(), as: UTF8.self)
        #expect(!text.contains("<script>alert"))
        #expect(text.contains("&lt;script&gt;alert(1)"))
        // Nothing is fetched: neither by address nor by import.
        #expect(
            !text.contains("http://")
                || text.matches(of: /http:..www.w3.org.2000.svg/).count == text.matches(of: /http:../).count)
        #expect(!text.contains("https://") && !text.contains("src="))
    }
}
