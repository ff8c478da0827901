import CJemalloc

/// How many allocations this process has made so far, by jemalloc's `nmalloc`.
///
/// jemalloc counts fills of a thread's cache, not calls: the count is exact only where caches are off from the start
/// (`MALLOC_CONF=tcache:false`).
public struct AllocationCount: Sendable {
    /// All arenas together.
    private static let small = "stats.arenas.\(MALLCTL_ARENAS_ALL).small.nmalloc"
    private static let large = "stats.arenas.\(MALLCTL_ARENAS_ALL).large.nmalloc"

    /// Nil if jemalloc does not serve this process, or does not count.
    public init?() {
        guard HeapStatistics() != nil, Self.read(Self.small) != nil, Self.read(Self.large) != nil else { return nil }
    }

    /// Whether every call is counted: no thread has a cache.
    public var isExact: Bool { ControlPath("opt.tcache")?.readBool() == false }

    /// Allocations since the process began. Reading it allocates nothing.
    public func total() -> Int {
        var epoch: UInt64 = 1
        mallctl("epoch", nil, nil, &epoch, MemoryLayout<UInt64>.size)
        return (Self.read(Self.small) ?? 0) + (Self.read(Self.large) ?? 0)
    }

    private static func read(_ name: String) -> Int? {
        var value: UInt64 = 0
        var size = MemoryLayout<UInt64>.size
        return mallctl(name, &value, &size, nil, 0) == 0 ? Int(value) : nil
    }
}
