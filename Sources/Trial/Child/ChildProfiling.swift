/// How a child takes profiles of itself: its `main` hands it to `TrialMain`, which knows no profiler.
public protocol ChildProfiling {
    /// One that writes `cpu.pb.gz` and `heap.pb.gz` of the window into a folder.
    ///
    /// - Throws: where it cannot be, in words.
    static func profiler(of folder: String) throws -> any WindowProfiler

    /// Serves profiles at `http://127.0.0.1:<port>/debug/pprof/`.
    ///
    /// - Returns: what ends it, once the result is written: it blocks until the answers under way have been taken.
    /// - Throws: where it cannot be, in words.
    static func serve(port: Int) throws -> () -> Void
}

/// Profiles a trial's window. Both are called once, on the trial's own thread; an error fails the trial.
public protocol WindowProfiler: Sendable {
    /// Right before the window begins.
    func begin() throws
    /// Right after it has ended.
    func end() throws
}
