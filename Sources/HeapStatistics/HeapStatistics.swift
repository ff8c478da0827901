import CJemalloc

/// What jemalloc knows of this process's heap, read through `mallctl`.
///
/// Names are looked up once; a reading refreshes jemalloc's `epoch` first, and costs some 50 us with the default
/// number of arenas. Small allocations that sit in a thread's cache are counted when the cache is filled, so figures
/// are exact only above the largest cached size (32 KiB).
public struct HeapStatistics: Sendable {
    private let epoch: ControlPath
    private let allocatedPath: ControlPath
    private let active: ControlPath
    private let metadata: ControlPath
    private let resident: ControlPath
    private let mapped: ControlPath
    private let retained: ControlPath
    private let smallAllocations: ControlPath
    private let largeAllocations: ControlPath

    /// Nil if the allocator has no statistics to give, or if another allocator serves this process.
    public init?() {
        guard let epoch = ControlPath("epoch"), let allocated = ControlPath("stats.allocated"),
            let active = ControlPath("stats.active"), let metadata = ControlPath("stats.metadata"),
            let resident = ControlPath("stats.resident"), let mapped = ControlPath("stats.mapped"),
            let retained = ControlPath("stats.retained"), let small = Self.ofAllArenas("small.nmalloc"),
            let large = Self.ofAllArenas("large.nmalloc")
        else { return nil }
        self.epoch = epoch
        self.allocatedPath = allocated
        self.active = active
        self.metadata = metadata
        self.resident = resident
        self.mapped = mapped
        self.retained = retained
        self.smallAllocations = small
        self.largeAllocations = large
        guard isInUse() else { return nil }
    }

    /// All six figures at one epoch.
    public func sample() -> HeapSample {
        refresh()
        return HeapSample(
            allocated: allocatedPath.read(), active: active.read(), metadata: metadata.read(),
            resident: resident.read(), mapped: mapped.read(), retained: retained.read())
    }

    /// Bytes in use by the application.
    public func allocated() -> Int {
        refresh()
        return allocatedPath.read()
    }

    /// Allocations since the process began, over all arenas. Exact only without thread caches (`hasThreadCaches`): a
    /// cache that is filled counts as one allocation for each object that it takes in.
    public func allocations() -> Int {
        refresh()
        return smallAllocations.read() + largeAllocations.read()
    }

    /// Whether threads cache small objects, as they do unless `MALLOC_CONF` says `tcache:false`.
    public static var hasThreadCaches: Bool { ControlPath("opt.tcache")?.readBool() ?? true }

    /// 4096 is jemalloc's `MALLCTL_ARENAS_ALL`.
    private static func ofAllArenas(_ name: String) -> ControlPath? { ControlPath("stats.arenas.4096.\(name)") }

    /// jemalloc's version, such as `5.3.0-0-g54eaed1d8b`.
    public static var version: String { ControlPath("version")?.readString() ?? "unknown" }

    /// What is known of how it was built and set: `malloc_conf`, profiling, arenas.
    public static var configuration: String {
        let conf = ControlPath("config.malloc_conf")?.readString() ?? ""
        let arenas = ControlPath("opt.narenas").map { Int($0.readUInt32()) } ?? 0
        let caches = hasThreadCaches
        let profiling = ControlPath("config.prof")?.readBool() ?? false
        return "narenas:\(arenas),tcache:\(caches),prof:\(profiling)" + (conf.isEmpty ? "" : ",\(conf)")
    }

    /// Whether what Swift allocates is served by jemalloc: allocates, and looks whether it was counted.
    private func isInUse() -> Bool {
        let size = 4 << 20
        let before = allocated()
        let probe = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        probe.storeBytes(of: 1, as: UInt8.self)
        let after = allocated()
        probe.deallocate()
        // Other threads may free something meanwhile.
        return after - before > size / 2
    }

    /// The old value is not asked for: reading and writing the same variable would break exclusivity.
    private func refresh() {
        epoch.write(1 as UInt64)
    }
}
