import Experiment
import Testing

@testable import Trial

struct ScheduleTests {
    private func cell(topics: Int, publishers: Int, messages: Int) -> Cell {
        var cell = Cell.test(subscribers: topics, messages: messages, ratePerS: 1_000)
        cell.topics = topics
        cell.publishers = publishers
        return cell
    }

    @Test(arguments: [(1, 1), (3, 1), (1, 4), (3, 4), (5, 2)])
    func place_GivesEachMessageAnIndexOfItsOwn_WhenAllPublishersSend(topics: Int, publishers: Int) throws {
        let schedule = try Schedule(cell(topics: topics, publishers: publishers, messages: 601))
        var seen = Set<[Int]>()
        var times: [Int64] = []
        for publisher in 0..<publishers {
            for position in 0..<(try #require(schedule.messages(of: publisher))) {
                let (topic, index) = schedule.place(of: position, publisher: publisher)
                #expect(topic == position % topics)
                #expect(Int(index) == position / topics * publishers + publisher)
                #expect(Int(index) < (try #require(schedule.messagesPerTopic)))
                seen.insert([topic, Int(index)])
                times.append(schedule.offset(of: position, publisher: publisher))
            }
        }
        #expect(seen.count == 601)
        #expect(times.sorted() == (0..<601).map { Int64($0) * 1_000_000 })
    }

    @Test func place_HasNegativeIndex_WhenMessageIsOfWarmUp() throws {
        let schedule = try Schedule(cell(topics: 3, publishers: 4, messages: 100))
        for publisher in 0..<4 {
            let first = schedule.firstPosition(of: publisher)
            #expect(schedule.offset(of: first + 1, publisher: publisher) >= -schedule.warmup)
            for position in first..<0 {
                let (topic, index) = schedule.place(of: position, publisher: publisher)
                #expect((0..<3).contains(topic))
                #expect(index < 0)
                #expect(schedule.offset(of: position, publisher: publisher) < 0)
            }
        }
    }

    @Test func place_FitsIndex_WhenSaturatedWarmUpBegins() throws {
        var cell = cell(topics: 3, publishers: 4, messages: 100)
        cell.loadModel = .saturated
        let schedule = try Schedule(cell)
        let first = schedule.firstPosition(of: 3)
        #expect(first.isMultiple(of: 3))
        #expect(schedule.place(of: first, publisher: 3).index < -1_000_000)
    }

    @Test func schedule_EndsAfterDuration_WhenLoadIsOpen() throws {
        var cell = cell(topics: 1, publishers: 1, messages: 1)
        cell.messages = nil
        cell.durationS = 2.5
        let schedule = try Schedule(cell)
        #expect(schedule.messages == 2_500)
        #expect(schedule.duration == 2_500_000_000)
        #expect(schedule.intended(within: 1_000_000_000) == 1_000)
        #expect(schedule.intended(within: 9_000_000_000) == 2_500)
    }

    @Test func schedule_Refuses_WhenLoadMakesNoSense() {
        var cell = cell(topics: 1, publishers: 1, messages: 1)
        cell.messages = nil
        #expect(throws: TrialError.self) { try Schedule(cell) }
        cell.durationS = 1
        cell.offeredRatePerS = nil
        #expect(throws: TrialError.self) { try Schedule(cell) }
        cell.offeredRatePerS = 1e9
        cell.durationS = 3_600
        #expect(throws: TrialError.self) { try Schedule(cell) }
    }
}
