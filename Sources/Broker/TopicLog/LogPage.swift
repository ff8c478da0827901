/// Some messages of a topic's log, one behind the other.
///
/// Invariants
/// - Slot `i - base` holds message i exactly while `base <= i < base + filled`. It is written once, under the log's lock,
///   before the log's `tail` passes it (release); whoever has seen that tail (acquire) may copy it, as long as the page
///   is there.
/// - A page is there while the log has it, or a channel keeps it that was set aside. The log lets go of a page only
///   when all who read from it have taken a message of a later page; then nobody looks at `next` any more either.
/// - `next` is written before the tail passes the first message of the next page.
@usableFromInline
final class LogPage<Message>: @unchecked Sendable {
    // Sendable: the invariants above.
    @usableFromInline let slots: UnsafeMutablePointer<Message>
    @usableFromInline let count: Int
    @exclusivity(unchecked) @usableFromInline var base: Int
    @exclusivity(unchecked) @usableFromInline var filled = 0
    @exclusivity(unchecked) @usableFromInline var next: Unmanaged<LogPage<Message>>?

    @usableFromInline
    init(base: Int, count: Int) {
        self.base = base
        self.count = count
        slots = .allocate(capacity: count)
    }

    deinit {
        slots.deinitialize(count: filled)
        slots.deallocate()
    }

    /// Where the next page begins.
    @inlinable
    var end: Int { base + count }

    @inlinable
    var isFull: Bool { filled == count }

    /// Message `index`, which is on it.
    @inlinable
    subscript(index: Int) -> Message { (slots + (index - base)).pointee }

    @inlinable
    func append(_ message: consuming Message) {
        (slots + filled).initialize(to: message)
        filled += 1
    }

    /// Lets go of its messages. Nobody else has the page.
    @inlinable
    func clear() {
        slots.deinitialize(count: filled)
        filled = 0
        next = nil
    }
}
