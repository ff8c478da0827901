// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that who builds laggard does not build the benchmarks' dependencies.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
    name: "laggard-benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "count-allocations", targets: ["CountAllocations"]),
        .executable(name: "profiling-cost", targets: ["ProfilingCost"]),
    ],
    dependencies: [
        .package(name: "laggard", path: ".."),
        // Without its traits it interposes neither malloc nor the runtime: allocations are counted by jemalloc here.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(
            name: "Operations",
            dependencies: [
                .product(name: "Broker", package: "laggard"), .product(name: "BrokerNIO", package: "laggard"),
                .product(name: "HeapStatistics", package: "laggard"), .product(name: "Trial", package: "laggard"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "CountAllocations",
            dependencies: ["Operations", .product(name: "HeapStatistics", package: "laggard")],
            swiftSettings: strict),
        .executableTarget(
            name: "ProfilingCost", dependencies: [.product(name: "Profiling", package: "laggard")],
            swiftSettings: strict),
        // The plugin takes a target for a benchmark if its folder lies in one that is called Benchmarks.
        .executableTarget(
            name: "Micro",
            dependencies: ["Operations", .product(name: "Benchmark", package: "benchmark")],
            path: "Micro",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
