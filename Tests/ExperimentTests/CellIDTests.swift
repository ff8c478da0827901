import Testing

@testable import Experiment

@Suite struct CellIDTests {
    private func cell() throws -> Cell { try #require(try Plans.cells([.slowFraction: ["0.05"]]).first) }

    @Test func cellID_IsKnown_OnEveryMachine() throws {
        #expect(CellID.of(try cell()) == "58b015055d13b802")
    }

    @Test func cellID_LeavesTheSeedOut() throws {
        var other = try cell()
        other.seed = 99
        #expect(CellID.of(other) == CellID.of(try cell()))
    }

    @Test func cellID_IsAnother_WhenAnyFieldIs() throws {
        let changes: [(inout Cell) -> Void] = [
            { $0.scenario = "t" }, { $0.implementation = "x" }, { $0.executor = "own" }, { $0.consumer = "handler" },
            { $0.strategy = .after }, { $0.timerSource = .task }, { $0.timeoutMs = 6 }, { $0.dispatch = .awaited },
            { $0.partitions = 9 }, { $0.topics = 2 }, { $0.publishers = 2 }, { $0.subscribers = 11 },
            { $0.capacity = 11 }, { $0.slowFraction = 0.06 }, { $0.slowSubscribers = 2 }, { $0.slowKind = .cpu },
            { $0.slowDelayMs = 1 }, { $0.slowBurst = 1 }, { $0.evictAfter = 1 }, { $0.loadModel = .saturated },
            { $0.offeredRatePerS = 1 }, { $0.warmupS = 1 }, { $0.durationS = 1 }, { $0.messages = 1 },
            { $0.exact = true }, { $0.drainLimitS = 1 }, { $0.heapLimitBytes = 1 }, { $0.overlapLimit = 1 },
            { $0.sampleIntervalMs = 1 }, { $0.profiled = true }, { $0.timeoutMs = nil },
        ]
        let ids = try changes.map { change in
            var other = try cell()
            change(&other)
            return CellID.of(other)
        }
        #expect(Set(ids + [CellID.of(try cell())]).count == changes.count + 1)
    }

    @Test func canonicalText_NamesEveryField_ThatIsPresent() throws {
        #expect(
            CellID.canonicalText(of: try cell()) == """
                scenario=s
                implementation=laggard
                executor=default
                consumer=task
                strategy=timer
                timer_source=dispatch
                timeout_ms=5.0
                dispatch=detached
                partitions=1
                topics=1
                publishers=1
                subscribers=10
                capacity=100
                slow_fraction=0.05
                slow_subscribers=1
                slow_kind=constant
                slow_delay_ms=100.0
                load_model=open
                offered_rate_per_s=100.0
                warmup_s=0.5
                duration_s=5.0
                exact=false
                drain_limit_s=2.0
                heap_limit_bytes=4294967296
                overlap_limit=20000
                sample_interval_ms=50.0
                profiled=false

                """)
    }
}
