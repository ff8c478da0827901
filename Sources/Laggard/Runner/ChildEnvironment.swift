import Experiment
import Foundation
import Subprocess

/// What a child finds in its environment beside what the runner has.
enum ChildEnvironment {
    /// jemalloc's profiler, not yet begun. A sample in 128 KiB on average.
    private static let profiler = "prof:true,prof_active:false,prof_accum:true,lg_prof_sample:17"

    static func environment(for cell: Cell) -> Environment {
        let settings = ProcessInfo.processInfo.environment["MALLOC_CONF"]
        let changed = Self.settings(settings, for: cell)
        return changed == settings ? .inherit : .inherit.updating(["MALLOC_CONF": changed])
    }

    /// jemalloc's settings: the last word of an option is the one that goes. Thread caches hide allocations from the
    /// count of exact trials, whatever the user has set; how dense a profile's samples are is the user's to say.
    static func settings(_ settings: String?, for cell: Cell) -> String? {
        let users = settings.flatMap { $0.isEmpty ? nil : $0 }
        let words = [cell.profiled ? profiler : nil, users, cell.exact ? "tcache:false" : nil].compactMap(\.self)
        return words.isEmpty ? settings : words.joined(separator: ",")
    }
}
