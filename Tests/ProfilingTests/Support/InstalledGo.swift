import Foundation

/// Every Go that is there: the one on PATH, one that GO names, and those that `GO=1.27 scripts/go` has installed.
enum InstalledGo {
    static let all: [String] = {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../.build/go").standardized.path
        let installed = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
            .map { "\(root)/\($0)/go/bin/go" }
        let named = ProcessInfo.processInfo.environment["GO"].map { [$0] } ?? []
        return (["go"] + named + installed).filter {
            (try? Program.run(path: "/usr/bin/env", [$0, "version"]))?.code == 0
        }
    }()
}
