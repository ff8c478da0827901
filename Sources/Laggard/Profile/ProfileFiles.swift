/// The names of the files of `laggard profile`.
struct ProfileFiles: Sendable, Equatable {
    let folder: String

    var manifest: String { folder + "/manifest.json" }
    var flameGraph: String { folder + "/flame.html" }
    var logs: String { folder + "/logs" }

    /// Where the child of a strategy writes its two.
    func strategy(_ name: String) -> String { "\(folder)/\(name)" }
    func cpu(_ strategy: String) -> String { "\(self.strategy(strategy))/cpu.pb.gz" }
    func heap(_ strategy: String) -> String { "\(self.strategy(strategy))/heap.pb.gz" }
    func errorLog(_ strategy: String) -> String { "\(logs)/\(strategy).stderr" }
}
