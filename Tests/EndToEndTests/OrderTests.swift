import Experiment
import Testing

extension RealRuns {
    /// Several publishers on one topic: each subscriber has every one's messages in their order, by its ledger.
    @Suite
    struct OrderTests {
        /// Where publish returns when its broadcast is decided, a publisher's messages cannot overtake each other.
        @Test func messages_KeepEachPublishersOrder_WhenSeveralPublishToOneTopic() throws {
            let awaited = StrategyName.allCases.filter { $0 != .none }
            let waiting = awaited.filter { $0 != .dropNewest }
            let run = try RealRun(
                """
                  saturated:
                    executor: [default, own]
                    dispatch: awaited
                    load_model: saturated
                    topics: [1, 3]
                    publishers: 4
                    subscribers: 60
                    capacity: 8
                    warmup: 20ms
                    drain_limit: 2s
                    repetitions: 1
                    cases:
                      - {strategy: [\(waiting.map(\.rawValue).joined(separator: ", "))], messages: 240}
                      # Who never waits has sent, and dropped, a few hundred before a reader gets its turn.
                      - {strategy: drop-newest, messages: 120000}
                  slow:
                    strategy: [timer, deadline, drop-newest, drop-oldest]
                    executor: [default, own]
                    dispatch: awaited
                    publishers: 8
                    subscribers: 200
                    slow_fraction: 0.05
                    slow_delay: 10ms
                    capacity: 4
                    rate: 400
                    warmup: 20ms
                    messages: 80
                    drain_limit: 2s
                    repetitions: 1
                """)
            #expect(Set(run.rows.map(\.cell.strategy)) == Set(awaited))
            #expect(run.rows.count == 4 * awaited.count + 8)
            for row in run.rows {
                let what = "\(row.cell.strategy), \(row.cell.executor), \(row.cell.topics) topics"
                #expect(row.status == .ok, "\(what): \(row.statusDetail ?? "")")
                // 10 of each publisher on each topic, at the least.
                #expect(try row.figure(.published) == row.cell.messages.map(Double.init), "\(what)")
                for subscriberClass in SubscriberClass.allCases {
                    #expect(try row.figure(.outOfOrder(subscriberClass)) == 0, "\(subscriberClass) of \(what)")
                    #expect(try row.figure(.duplicates(subscriberClass)) == 0, "\(subscriberClass) of \(what)")
                }
                #expect(try row.figure(.deliveries(.fast)) > 0, "\(what)")
            }
        }
    }
}
