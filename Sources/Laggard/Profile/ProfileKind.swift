import Profiling

/// What of a profile is shown.
enum ProfileKind: CaseIterable {
    case cpu, inUse, allocated

    var title: String {
        switch self {
        case .cpu: "CPU time"
        case .inUse: "heap in use at the window's end"
        case .allocated: "allocated in the window"
        }
    }

    /// For a button.
    var shortTitle: String {
        switch self {
        case .cpu: "CPU time"
        case .inUse: "heap in use"
        case .allocated: "allocated"
        }
    }

    /// Its value type: Go's name, which `-sample_index` takes.
    var type: String {
        switch self {
        case .cpu: "cpu"
        case .inUse: "inuse_space"
        case .allocated: "alloc_space"
        }
    }

    func profile(of trial: ProfiledTrial) -> Profile { self == .cpu ? trial.cpu : trial.heap }

    func stacks(of trial: ProfiledTrial) -> [Profile.Stack] { profile(of: trial).stacks(of: type) }

    /// As `go tool pprof` writes it: `1.23s`, `45.6ms`, `512.03kB`, `1.20MB`.
    func text(_ value: Int64) -> String {
        let scales: [(Double, String)] =
            self == .cpu
            ? [(1, "ns"), (1e3, "us"), (1e6, "ms"), (1e9, "s")]
            : [(1, "B"), (1_024, "kB"), (1_048_576, "MB"), (1_073_741_824, "GB")]
        guard value != 0 else { return "0" }
        let size = Double(value.magnitude)
        let scale = scales.last { size >= $0.0 } ?? scales[0]
        return HumanScale.fixed(Double(value) / scale.0, decimals: scale.0 == 1 ? 0 : 2) + scale.1
    }
}
