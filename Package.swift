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
        .library(name: "Trial", targets: ["Trial"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
        .target(name: "HeapStatistics", dependencies: ["CJemalloc"]),
        .target(name: "CThread"),
        .target(name: "Broker", dependencies: [.product(name: "DequeModule", package: "swift-collections")]),
        .target(name: "Experiment"),
        .target(
            name: "Trial",
            dependencies: [
                "CThread", "Experiment", "HeapStatistics",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "Results", dependencies: ["Experiment"]),
        .executableTarget(
            name: "LaggardTrial",
            dependencies: ["Trial", "Broker", .product(name: "Logging", package: "swift-log")]),
        .executableTarget(
            name: "Laggard",
            dependencies: [
                "Experiment", "Results",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                "Yams",
            ],
            resources: [
                .embedInCode("Presets/smoke.yaml"), .embedInCode("Presets/default.yaml"),
                .embedInCode("Presets/full.yaml"), .embedInCode("Presets/peers.yaml"),
            ]),
        .testTarget(name: "BrokerTests", dependencies: ["Broker"]),
        .testTarget(name: "ExperimentTests", dependencies: ["Experiment"]),
        .testTarget(name: "HeapStatisticsTests", dependencies: ["HeapStatistics"]),
        .testTarget(
            name: "TrialTests",
            dependencies: ["Trial", "Experiment", .product(name: "Histogram", package: "hdrhistogram-swift")]),
        .testTarget(name: "ResultsTests", dependencies: ["Results"]),
        .testTarget(name: "LaggardTests", dependencies: ["Laggard"]),
        .testTarget(name: "EndToEndTests", dependencies: ["Experiment", "Results"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
