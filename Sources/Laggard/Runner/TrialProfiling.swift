/// How a run's children are profiled: by themselves, as their command line asks.
enum TrialProfiling: Sendable, Equatable {
    /// Served at `/debug/pprof/` of a port of 127.0.0.1.
    case served(port: Int)
    /// Of the window, as files of a folder.
    case window(folder: String)

    /// What a child is told: docs/trial-protocol.md.
    var arguments: [String] {
        switch self {
        case .served(let port): ["--pprof", String(port)]
        case .window(let folder): ["--profile", folder]
        }
    }
}
