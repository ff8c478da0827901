import Experiment
import Testing

extension RealRuns {
    /// Trials that count allocations, with the real child.
    @Suite
    struct ExactTrialTests {
        private static let plan = """
              steady:
                strategy: timer
                dispatch: awaited
                subscribers: 50
                capacity: 5000
                rate: 4000
                warmup: 50ms
                messages: 4000
                exact: true
                repetitions: 1
              saturated:
                strategy: [timer, drop-newest]
                dispatch: awaited
                load_model: saturated
                subscribers: 50
                capacity: 5000
                warmup: 50ms
                messages: 4000
                sample_interval: 1ms
                exact: true
                repetitions: 2
            """

        @Test(.timeLimit(.minutes(1)))
        func allocations_RepeatToAThousandth_WhenNoTimingDecides() throws {
            let run = try RealRun(Self.plan)
            #expect(run.rows.count == 5)
            for (cell, rows) in Dictionary(grouping: run.rows, by: \.cellID) {
                let counts = try rows.map { try $0.figure(.allocationsPerDelivery) }
                // By schedule it is a matter of timing which messages wait for their time.
                if counts.count == 2 { #expect(abs(counts[0] - counts[1]) <= 0.001, "\(cell): \(counts)") }
                for row in rows {
                    #expect(row.status == .ok, "\(row.statusDetail ?? "")")
                    #expect(try row.figure(.published) == 4_000)
                    #expect(try row.figure(.deliveries(.fast)) == 200_000)
                }
            }
        }

        @Test(.timeLimit(.minutes(1)))
        func row_HasNoTimes_WhenTrialIsExact() throws {
            let run = try RealRun(Self.plan, options: ["--repetitions", "1"])
            let timed: [Metric] = [
                .achievedRate, .deliveryRate, .window, .latencySamples(.fast), .latencyP50(.fast), .latencyMax(.fast),
                .sendDelayMax, .serviceTimeP50, .sendWaitMax, .cpuUser, .cpuSystem, .cpuPerDelivery, .heapSlope,
            ]
            for row in run.rows {
                #expect(row.status == .ok, "\(row.statusDetail ?? "")")
                #expect(row.behind == nil && row.latencyBound == nil)
                for metric in timed { #expect(row.measurements[metric] == nil, "\(metric.name)") }
                if row.cell.loadModel == .open { #expect(try row.figure(.unpublished) == 0) }
            }
            #expect(try run.folder.samples().allSatisfy { $0.sample.phase != .window })
        }
    }
}
