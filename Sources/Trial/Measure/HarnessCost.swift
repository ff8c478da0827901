import Experiment
import Glibc
import HeapStatistics

/// What the harness itself costs in this process, on this machine: what a child says when started with `--measure`.
enum HarnessCost {
    /// Measures one figure after the other, on the calling thread, for about 3 seconds times `scale`.
    /// - Throws: `TrialError` where the recorder miscounts, or the broker cannot be made.
    static func measure(
        _ broker: any BrokerUnderTest.Type, scale: Double, emit: (MeasurementLine) -> Void
    ) throws {
        emit(MeasurementLine(MeasurementLine.clockReading, clockReading(count: scaled(1_000_000, scale)), unit: "ns"))
        for batch in MeasurementLine.recorderBatches {
            let cost = try RecorderCost().nanoseconds(batch: batch, messages: scaled(4_096, scale))
            emit(MeasurementLine(MeasurementLine.recorder(batch: batch), cost, unit: "ns"))
        }
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        emit(MeasurementLine(MeasurementLine.progressP99, RecentLatencyCost(threads: cores).nanoseconds(), unit: "ns"))
        let heap = HeapStatistics()
        if let heap {
            let cost = heapReading(heap, count: scaled(500, scale))
            emit(MeasurementLine(MeasurementLine.heapReading, cost, unit: "ns"))
        }
        guard broker.strategies.contains(.dropNewest) else { return }
        let environment = try TrialEnvironment(SamplerCost.cell(), broker: broker, heap: heap, threads: 1)
        let sampler = SamplerCost(environment, seconds: max(0.2, 2.5 * scale))
        emit(MeasurementLine(MeasurementLine.samplerPerSample, sampler.perSample, unit: "ns"))
        emit(MeasurementLine(MeasurementLine.samplerShare, sampler.share, unit: "ratio"))
    }

    private static func scaled(_ count: Int, _ scale: Double) -> Int { max(10, Int(Double(count) * scale)) }

    private static func clockReading(count: Int) -> Double {
        let start = MonotonicClock.threadCPUTime()
        var last: Int64 = 0
        for _ in 0..<count { last = max(last, MonotonicClock.now()) }
        precondition(last > 0, "the clock stands still")
        return Double(MonotonicClock.threadCPUTime() - start) / Double(count)
    }

    private static func heapReading(_ heap: HeapStatistics, count: Int) -> Double {
        let start = MonotonicClock.threadCPUTime()
        var most = 0
        for _ in 0..<count { most = max(most, heap.sample().allocated) }
        let time = MonotonicClock.threadCPUTime() - start
        precondition(most > 0, "jemalloc counts nothing")
        return Double(time) / Double(count)
    }
}
