import Testing

@testable import Broker

/// The table finds what was looked for last without searching: it must never find what is no longer there.
@Suite
struct TopicTableTests {
    @Test func topic_IsFound_AsItIsNow() {
        var table = TopicTable<[Int]>()
        #expect(table.find("a") == nil)
        table["a", default: []].append(1)
        #expect(table.find("a") == [1])
        table["a", default: []].append(2)
        #expect(table.find("a") == [1, 2])
        table["a"]?.removeFirst()
        #expect(table.find("a") == [2])
        table["a"] = nil
        #expect(table.find("a") == nil)
    }

    @Test func topics_AreFoundInTurns() {
        var table = TopicTable<Int>()
        for topic in 0..<100 { table["topic-\(topic)"] = topic }
        for turn in 0..<1_000 { #expect(table.find("topic-\(turn % 7)") == turn % 7) }
        table["topic-3"] = 33
        table["topic-4"] = nil
        #expect(table.find("topic-3") == 33)
        #expect(table.find("topic-4") == nil)
        #expect(table["topic-5"] == 5)
    }

    @Test func lastOne_IsLetGoOf_WhenItIsTakenOut() {
        final class Thing {}
        var table = TopicTable<Thing>()
        weak var thing: Thing?
        do {
            let made = Thing()
            thing = made
            table["a"] = made
        }
        #expect(table.find("a") != nil)
        table["a"] = nil
        #expect(thing == nil)
    }
}
