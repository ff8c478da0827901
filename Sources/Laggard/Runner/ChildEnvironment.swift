import Experiment
import Foundation
import Subprocess

/// What a child finds in its environment beside what the runner has.
enum ChildEnvironment {
    static func environment(for cell: Cell) -> Environment {
        guard cell.exact else { return .inherit }
        let settings = ProcessInfo.processInfo.environment["MALLOC_CONF"]
        return .inherit.updating(["MALLOC_CONF": withoutThreadCaches(settings)])
    }

    /// jemalloc's settings with thread caches off, which hide allocations from its count. The last word of an option
    /// is the one that goes.
    static func withoutThreadCaches(_ settings: String?) -> String {
        guard let settings, !settings.isEmpty else { return "tcache:false" }
        return settings + ",tcache:false"
    }
}
