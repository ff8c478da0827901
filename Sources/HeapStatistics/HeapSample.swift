/// jemalloc's statistics at one moment, in bytes and in jemalloc's own words.
public struct HeapSample: Sendable, Equatable {
    /// In use by the application.
    public var allocated: Int
    /// In pages that hold something in use.
    public var active: Int
    /// The allocator's own.
    public var metadata: Int
    /// Physically resident in pages that the allocator has mapped.
    public var resident: Int
    /// In extents that the allocator has mapped.
    public var mapped: Int
    /// Mapped addresses kept for later instead of being given back.
    public var retained: Int

    /// Six figures of one moment, in bytes.
    public init(allocated: Int, active: Int, metadata: Int, resident: Int, mapped: Int, retained: Int) {
        self.allocated = allocated
        self.active = active
        self.metadata = metadata
        self.resident = resident
        self.mapped = mapped
        self.retained = retained
    }
}
