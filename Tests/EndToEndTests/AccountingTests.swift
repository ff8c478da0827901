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
            // As fast as publish returns, a single one may outlast the window of a busy machine.
            #expect(published > 0 || cell.loadModel == .saturated)
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

        /// All strategies, timer sources and both dispatches, on workers of the process's own.
        @Test func everyDelivery_IsAccountedFor_WhenTheExecutorIsOwn() throws {
            let run = try RealRun(
                """
                  strategies:
                    executor: own
                    strategy: [\(StrategyName.allCases.map(\.rawValue).joined(separator: ", "))]
                    dispatch: [detached, awaited]
                    subscribers: 200
                    slow_fraction: 0.05
                    slow_delay: 20ms
                    capacity: 4
                    rate: 200
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 200ms
                    repetitions: 1
                  sources:
                    executor: own
                    strategy: [timer, lazy-after]
                    timer_source: [\(TimerSourceName.allCases.map(\.rawValue).joined(separator: ", "))]
                    dispatch: [detached, awaited]
                    subscribers: 200
                    slow_fraction: 0.05
                    capacity: 4
                    rate: 200
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 200ms
                    repetitions: 1
                  saturated:
                    executor: own
                    strategy: [timer, deadline, drop-newest, drop-oldest]
                    load_model: saturated
                    subscribers: [10, 1000]
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 500ms
                    repetitions: 1
                """)
            #expect(Set(run.rows.map(\.cell.strategy)) == Set(StrategyName.allCases))
            #expect(run.rows.allSatisfy { $0.cell.executor == "own" })
            for row in run.rows { try expectBalance(row) }
        }

        /// All strategies and slow kinds, with functions that the broker's workers call; and a great many of them.
        @Test func everyDelivery_IsAccountedFor_WhenHandlersReceive() throws {
            let strategies = StrategyName.allCases.map(\.rawValue).joined(separator: ", ")
            let run = try RealRun(
                """
                  strategies:
                    executor: [default, own]
                    consumer: handler
                    strategy: [\(strategies)]
                    dispatch: [detached, awaited]
                    subscribers: 200
                    slow_fraction: 0.05
                    slow_delay: 20ms
                    capacity: 4
                    rate: 200
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 200ms
                    repetitions: 1
                  kinds:
                    executor: [default, own]
                    consumer: handler
                    strategy: [deadline, drop-newest, drop-oldest, evict]
                    slow_kind: [bursty, pareto, cpu, stalled]
                    slow_delay: 5ms
                    subscribers: 200
                    slow_fraction: 0.05
                    capacity: 4
                    rate: 200
                    publishers: 2
                    topics: 2
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 200ms
                    repetitions: 1
                  saturated:
                    executor: [default, own]
                    consumer: handler
                    strategy: [timer, deadline, drop-newest, drop-oldest]
                    load_model: saturated
                    subscribers: [10, 1000]
                    warmup: 20ms
                    duration: 100ms
                    drain_limit: 500ms
                    repetitions: 1
                  many:
                    executor: [default, own]
                    consumer: handler
                    strategy: deadline
                    subscribers: 100000
                    capacity: 4
                    rate: 5
                    warmup: 20ms
                    duration: 600ms
                    repetitions: 1
                """)
            #expect(Set(run.rows.map(\.cell.strategy)) == Set(StrategyName.allCases))
            #expect(run.rows.allSatisfy { $0.cell.consumer == "handler" })
            for row in run.rows { try expectBalance(row) }
            for row in run.rows where row.cell.subscribers == 100_000 {
                #expect(try row.figure(.deliveries(.fast)) == row.figure(.published) * 100_000)
                // 256 of the broker's, 128 of a buffer for four, 32 of what the function has captured, and where the
                // child keeps them; rounded up by how arrays grow.
                #expect(try row.figure(.heapPerSubscriber) <= 256 + 128 + 32 + 32)
            }
        }
    }
}
