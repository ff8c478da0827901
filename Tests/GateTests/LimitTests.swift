import Experiment
import Testing

@testable import Gate

@Suite struct LimitTests {
    @Test(arguments: [
        ("fast_latency_p99_ns <= 5ms", 5e6), ("fast_latency_p99_ns<=5ms", 5e6), ("fast_drops_timed_out == 0", 0),
        ("cpu_user_s < 250ms", 0.25), ("heap_peak_bytes < 64MiB", 67_108_864), ("deliveries_per_s >= 10_000/s", 10_000),
        ("heap_slope_bytes_per_s <= 1KiB/s", 1_024), ("allocations_per_delivery <= 1.5", 1.5),
    ])
    func limit_IsRead(text: String, bound: Double) throws { #expect(try Limit(text).bound == bound) }

    @Test func limit_IsWritten() throws {
        #expect(try Limit("fast_latency_p99_ns<=5ms").description == "fast_latency_p99_ns <= 5ms")
        #expect(try Limit("fast_drops_timed_out== 0").description == "fast_drops_timed_out == 0")
    }

    @Test(arguments: [
        ("", "'' is no limit: write it as fast_latency_p99_ns <= 5ms"),
        ("fast_latency_p99_ns", "'fast_latency_p99_ns' is no limit: write it as fast_latency_p99_ns <= 5ms"),
        (
            "fast_latncy_p99_ns <= 5ms",
            "'fast_latncy_p99_ns' is no metric; did you mean 'fast_latency_p99_ns'? "
                + "(write the name of a column of trials.csv)"
        ),
        (
            "fast_duplicates = 0", "'=' in 'fast_duplicates = 0' compares nothing: write one of <=, <, >=, >, =="
        ),
        (
            "fast_latency_p99_ns <= 5",
            "'5' has no unit: write it as 5ms, with one of ns, us, ms, s, min, h"
        ),
        ("fast_duplicates == 0ms", "'0ms' is no number: 'fast_duplicates' has no unit: write a number"),
        (
            "deliveries_per_s >= 10000",
            "'10000' has no unit per second: 'deliveries_per_s' is a rate: write it as 10_000/s"
        ),
        (
            "heap_peak_bytes <= 5mib",
            "'mib' in '5mib' is no unit; did you mean 'MiB'? (write one of B, KiB, MiB, GiB, TiB)"
        ),
    ])
    func limit_IsRefusedInWords(text: String, words: String) {
        let error = #expect(throws: ParameterError.self) { try Limit(text) }
        #expect(error?.description == words)
    }

    private static func state(_ limit: String, _ records: [TrialRecord]) throws -> LimitResult.State {
        LimitResult(try Limit(limit), cell: Fixtures.cell("a"), trials: records).state
    }

    @Test func noisyMetric_IsHeldByItsMedian() throws {
        let trials = [1e6, 2e6, 90e6].map { Fixtures.trial("a", [.latencyP99(.fast): $0]) }
        #expect(try Self.state("fast_latency_p99_ns <= 2ms", trials) == .kept)
        #expect(try Self.state("fast_latency_p99_ns < 2ms", trials) == .broken)
        #expect(try Self.state("fast_latency_p99_ns <= 2ms", trials + [Fixtures.trial("a")]) == .kept)
    }

    @Test func exactMetric_IsHeldByItsWorst() throws {
        let trials = [0, 0, 1].map { Fixtures.trial("a", [.dropsTimedOut(.fast): $0]) }
        #expect(try Self.state("fast_drops_timed_out == 0", Array(trials.prefix(2))) == .kept)
        #expect(try Self.state("fast_drops_timed_out == 0", trials) == .broken)
        #expect(try Self.state("fast_drops_timed_out == 0", trials.prefix(2) + [Fixtures.trial("a")]) == .unknown)
    }

    @Test func absentFigure_IsUnknown_UnlessItIsNoneOfTheCells() throws {
        let open = [Fixtures.trial("a")]
        let closed = [Fixtures.trial("a", loadModel: .saturated)]
        #expect(try Self.state("fast_latency_p99_ns <= 5ms", open) == .unknown)
        #expect(try Self.state("fast_latency_p99_ns <= 5ms", closed) == .notApplicable)
        #expect(try Self.state("slow_drops_timed_out == 0", open) == .notApplicable)
        #expect(try Self.state("slow_drops_timed_out == 0", [Fixtures.trial("a", slow: 1)]) == .unknown)
        #expect(try Self.state("allocations_per_delivery <= 1", open) == .notApplicable)
        #expect(LimitResult.State.allCases.filter(\.isBroken) == [.broken, .unknown])
    }

    @Test func latencyBound_KeepsNoUpperLimit() throws {
        var bound = Fixtures.trial("a", [.latencyP99(.fast): 1])
        bound.latencyBound = true
        let known = Fixtures.trial("a", [.latencyP99(.fast): 1])
        #expect(try Self.state("fast_latency_p99_ns <= 5ms", [known, known, bound]) == .kept)
        #expect(try Self.state("fast_latency_p99_ns <= 5ms", [known, bound]) == .unknown)
        #expect(try Self.state("fast_latency_p99_ns >= 1ns", [bound]) == .kept)
        #expect(try Self.state("fast_latency_p99_ns > 5ms", [bound]) == .broken)
    }

    @Test func failedTrial_HasNoFigure() throws {
        let failed = Fixtures.trial("a", status: .failed, [.latencyP99(.fast): 1])
        let result = LimitResult(try Limit("fast_latency_p99_ns <= 5ms"), cell: Fixtures.cell("a"), trials: [failed])
        #expect(result.state == .unknown)
        #expect(result.trials == 0)
        #expect(result.lacking == 1)
    }

    @Test func table_HasEachLimitInEachCellOfItsScenario() throws {
        let limits = [
            try Limit("fast_duplicates == 0"), try Limit("fast_duplicates == 0", scenario: "other"),
        ]
        let records = ["a", "b", "a"].map { Fixtures.trial($0, [.duplicates(.fast): 0]) }
        let table = LimitResult.table(limits, records)
        #expect(table.map(\.cell.id) == ["a", "b"])
        #expect(table.map(\.trials) == [2, 1])
        #expect(LimitResult.unused(limits, table) == [limits[1]])
    }
}
