import Benchmark
import Operations

/// Times every operation, a thousand at a go unless it waits. What a rig holds goes with the process.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock], timeUnits: .nanoseconds, warmupIterations: 3, scalingFactor: .kilo,
        maxDuration: .milliseconds(300))
    for operation in Operation.all {
        var configuration = Benchmark.defaultConfiguration
        if operation.waits { configuration.scalingFactor = .one }
        Benchmark(operation.name, configuration: configuration) { benchmark, rig in
            try await rig.run(benchmark.scaledIterations.count)
        } setup: {
            try await operation.makeRig()
        }
    }
}
