import Experiment
import Testing

extension RealRuns {
    /// Every delivery is accounted for: the identity, computed again from the rows of `trials.csv`.
    @Suite
    struct AccountingTests {
        // Slow subscribers are spread evenly over the topics here, so that the sums of a class are exact.
        private func expectBalance(_ row: TrialRecord) throws {
            let cell = row.cell
            #expect(row.status == .ok, "\(cell.strategy): \(row.statusDetail ?? "")")
            let published = try row.figure(.published)
            #expect(published > 0)
            let sizes: [(SubscriberClass, Int)] = [
                (.fast, cell.subscribers - cell.slowSubscribers), (.slow, cell.slowSubscribers),
            ]
            for (subscriberClass, size) in sizes {
                try #require(size % cell.topics == 0)
                #expect(
                    try row.accounted(subscriberClass) == published * Double(size / cell.topics),
                    "\(subscriberClass) of \(cell.strategy), \(cell.subscribers) subscribers, \(cell.topics) topics")
                #expect(try row.figure(.duplicates(subscriberClass)) == 0)
            }
        }

        @Test func everyDelivery_IsAccountedFor_WhenThereAre10000Subscribers() throws {
            let run = try RealRun(
                """
                  wide:
                    strategy: [after, shared-timer, shared-ticker, timer, ticker, task-race, lazy-after, drop-newest]
                    subscribers: 10000
                    slow_fraction: 0.05
                    capacity: 5
                    rate: 40
                    publishers: 3
                    warmup: 50ms
                    duration: 500ms
                    drain_limit: 500ms
                  topics:
                    strategy: [shared-timer, timer, drop-newest]
                    subscribers: 10000
                    slow_fraction: 0.05
                    topics: 4
                    publishers: 2
                    capacity: 2
                    rate: 100
                    warmup: 50ms
                    duration: 500ms
                    drain_limit: 500ms
                """)
            #expect(run.rows.count == 11)
            for row in run.rows { try expectBalance(row) }
        }

        @Test func everyDelivery_IsAccountedFor_WhenThePresetIsSmoke() throws {
            let run = try RealRun(preset: "smoke")
            #expect(Set(run.rows.map(\.cell.strategy)) == Set(StrategyName.allCases))
            #expect(Set(run.rows.map(\.cell.subscribers)) == [10, 1_000])
            for row in run.rows { try expectBalance(row) }
        }
    }
}
