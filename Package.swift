// swift-tools-version: 6.2
import PackageDescription

// In CI a warning is an error; elsewhere a newer compiler's new warnings must not break a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

// What the page of a report is made of; Sources/Report/Page/PageAssets.swift has the order of the scripts.
let reportAssets = [
    "report.css", "dom.js", "format.js", "statistics.js", "unpack.js", "data.js", "details.js", "look.js", "plot.js",
    "axes.js",
    "points.js", "chart-scaling.js", "chart-overtime.js", "chart-percentiles.js", "chart-tradeoff.js",
    "chart-deliveries.js", "chart-compare.js", "chart-series.js", "legend.js", "figure.js", "panels.js", "filter.js",
    "csv.js", "columns.js", "facets.js", "table.js", "sheet.js", "cell-view.js", "trial-view.js", "route.js",
    "main.js", "flame.css", "flame.js",
]

let package = Package(
    name: "laggard",
    products: [
        .executable(name: "laggard", targets: ["Laggard"]),
        .executable(name: "laggard-trial", targets: ["LaggardTrial"]),
        .library(name: "Broker", targets: ["Broker"]),
        .library(name: "BrokerNIO", targets: ["BrokerNIO"]),
        .library(name: "HeapStatistics", targets: ["HeapStatistics"]),
        .library(name: "Profiling", targets: ["Profiling"]),
        // Links jemalloc and turns its profiler on: heap profiles need it, CPU profiles do not.
        .library(name: "JemallocProfiling", targets: ["JemallocProfiling"]),
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
        .target(name: "CSampler"),
        .target(name: "Profiling", dependencies: ["CSampler", "CZlib"]),
        .target(name: "JemallocProfiling", dependencies: ["CJemalloc"]),
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
        .target(name: "Gate", dependencies: ["Experiment"]),
        // plotly.js, for reports. Its bytes are found by the assembler, along the search path.
        .target(name: "CPlotly", exclude: ["LICENSE.txt", "plotly.min.js.gz"], cSettings: [.headerSearchPath(".")]),
        .target(
            name: "Report",
            dependencies: ["CPlotly", "Experiment", "Gate", "HistogramEncoding", "Profiling", "Results"],
            resources: reportAssets.map { .embedInCode("Assets/\($0)") }),
        .executableTarget(
            name: "LaggardTrial",
            dependencies: ["CThread", "Experiment", "Trial", "Broker", "BrokerNIO", "Profiling"]),
        .executableTarget(
            name: "Laggard",
            dependencies: [
                "Experiment", "Gate", "Profiling", "Report", "Results",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                "Yams",
            ],
            resources: [
                .embedInCode("Presets/smoke.yaml"), .embedInCode("Presets/default.yaml"),
                .embedInCode("Presets/full.yaml"), .embedInCode("Presets/peers.yaml"),
                .embedInCode("Presets/gate.yaml"), .embedInCode("Presets/exact.yaml"),
                .embedInCode("Presets/sweep.yaml"), .embedInCode("Presets/search.yaml"),
                .embedInCode("Presets/scaling.yaml"),
            ]),
        // A child whose broker has faults on demand: for tests only.
        .executableTarget(name: "StandInTrial", dependencies: ["Trial", "Experiment"], path: "Tests/StandInTrial"),
        // A program to take profiles of.
        .executableTarget(name: "ProfiledProgram", dependencies: ["Profiling"], path: "Tests/ProfiledProgram"),
        .executableTarget(
            name: "ProfiledHeap", dependencies: ["Profiling", "JemallocProfiling"], path: "Tests/ProfiledHeap"),
        .testTarget(name: "ProfilingTests", dependencies: ["Profiling", "CZlib"]),
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
        .testTarget(
            name: "ReportTests",
            dependencies: ["Report", "Experiment", "Gate", "HistogramEncoding", "Profiling", "Results"]),
        .testTarget(name: "LaggardTests", dependencies: ["Laggard", "Profiling"]),
        .testTarget(name: "EndToEndTests", dependencies: ["Experiment", "HistogramEncoding", "Results"]),
    ],
    swiftLanguageModes: [.v6]
)

// Under a sanitizer the broker is built and tested alone: none of them starts where jemalloc is linked.
let sanitizer = Context.environment["LAGGARD_SANITIZER"]
if sanitizer != nil {
    package.targets.removeAll { !["Broker", "BrokerTests"].contains($0.name) }
    package.products.removeAll { $0.name != "Broker" }
}

// What is published and read is so on the caller's executor: a hop each way costs as much as some deliveries.
let staysWithItsCaller = ["Broker", "BrokerNIO", "Trial", "LaggardTrial"]

for target in package.targets where target.type != .system {
    if sanitizer == "thread" { target.swiftSettings = [.define("LAGGARD_SANITIZED")] }
    if staysWithItsCaller.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]
    }
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
