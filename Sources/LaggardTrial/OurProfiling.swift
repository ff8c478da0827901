import Profiling
import Trial

/// Profiles of our child, by the library of our own.
enum OurProfiling: ChildProfiling {
    static func profiler(of folder: String) throws -> any WindowProfiler {
        // Whoever has no profiler learns it before the trial.
        try HeapProfile.start()
        try HeapProfile.stop()
        return FolderProfiler(folder: folder)
    }

    static func serve(port: Int) throws -> () -> Void {
        try HeapProfile.start()
        let endpoint = try ProfileEndpoint(port: port)
        try endpoint.start()
        return { endpoint.stop() }
    }
}
