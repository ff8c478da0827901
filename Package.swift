// swift-tools-version: 6.2
import PackageDescription

// In CI a warning is an error; elsewhere a newer compiler's new warnings must not break a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
    name: "laggard",
    products: [
        .executable(name: "laggard", targets: ["Laggard"]),
        .executable(name: "laggard-trial", targets: ["LaggardTrial"]),
        .library(name: "Broker", targets: ["Broker"]),
        .library(name: "BrokerNIO", targets: ["BrokerNIO"]),
        .library(name: "HeapStatistics", targets: ["HeapStatistics"]),
        // With the words of its cells: who conforms to `BrokerUnderTest` needs both.
        .library(name: "Trial", targets: ["Trial", "Experiment"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
        .target(name: "HeapStatistics", dependencies: ["CJemalloc"]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "HistogramEncoding", dependencies: ["CZlib"]),
        .target(name: "CThread"),
        .target(name: "Broker", dependencies: [.product(name: "DequeModule", package: "swift-collections")]),
        .target(
            name: "BrokerNIO",
            dependencies: [
                "Broker", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(name: "Experiment"),
        .target(
            name: "Trial",
            dependencies: [
                "CThread", "Experiment", "HeapStatistics", "HistogramEncoding",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "Results", dependencies: ["Experiment"]),
        .target(name: "Gate", dependencies: ["Experiment", "Results"]),
        .executableTarget(
            name: "LaggardTrial",
            dependencies: ["Trial", "Broker", "BrokerNIO", .product(name: "Logging", package: "swift-log")]),
        .executableTarget(
            name: "Laggard",
            dependencies: [
                "Experiment", "Gate", "Results",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                "Yams",
            ],
            resources: [
                .embedInCode("Presets/smoke.yaml"), .embedInCode("Presets/default.yaml"),
                .embedInCode("Presets/full.yaml"), .embedInCode("Presets/peers.yaml"),
                .embedInCode("Presets/gate.yaml"), .embedInCode("Presets/exact.yaml"),
                .embedInCode("Presets/sweep.yaml"),
            ]),
        // A child whose broker has faults on demand: for tests only.
        .executableTarget(name: "StandInTrial", dependencies: ["Trial", "Experiment"], path: "Tests/StandInTrial"),
        .testTarget(name: "BrokerTests", dependencies: ["Broker"]),
        .testTarget(name: "BrokerNIOTests", dependencies: ["BrokerNIO"]),
        .testTarget(name: "ExperimentTests", dependencies: ["Experiment"]),
        .testTarget(name: "HistogramEncodingTests", dependencies: ["HistogramEncoding"]),
        .testTarget(name: "HeapStatisticsTests", dependencies: ["HeapStatistics"]),
        .testTarget(
            name: "TrialTests",
            dependencies: [
                "Trial", "Experiment", "StandInTrial", .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),
        .testTarget(name: "ResultsTests", dependencies: ["Results"]),
        .testTarget(name: "GateTests", dependencies: ["Gate", "Experiment"]),
        .testTarget(name: "LaggardTests", dependencies: ["Laggard"]),
        .testTarget(name: "EndToEndTests", dependencies: ["Experiment", "HistogramEncoding", "Results"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
