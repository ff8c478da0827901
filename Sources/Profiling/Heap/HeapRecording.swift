/// A heap profile before addresses become names.
struct HeapRecording: Sendable {
    var dump: HeapDump
    /// Whether `dump` knows what was freed again.
    var accumulates: Bool
    var images: LoadedImages
    /// Nanoseconds since 1970, UTC.
    var time: Int64
    /// Nanoseconds; 0 unless it is what changed in a time.
    var duration: Int64 = 0
    var isActive = true
}
