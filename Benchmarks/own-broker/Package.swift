// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "own-broker",
    dependencies: [.package(name: "laggard", path: "../..")],
    targets: [
        .executableTarget(name: "OwnBroker", dependencies: [.product(name: "Trial", package: "laggard")])
    ],
    swiftLanguageModes: [.v6]
)
