import Synchronization

/// The slots of a bounded channel: many producers, one reader.
///
/// Invariants
/// - `head` and `tail` only grow; slot `i & mask` holds an element exactly while `head <= i < tail`.
/// - `tail - head <= capacity`: the bound is exact, since a producer checks it before it puts an element, and the
///   reader gives a slot back only after it has moved the element out.
/// - `tail` is written under the channel's lock; `head` by the one reader, without it. Each is published after the
///   slot that it speaks of (release), and read by the other side before that slot is touched (acquire).
/// - 64 bytes apart, so that reader and producers do not fight for one cache line.
@usableFromInline
struct RingStorage<Element>: ~Copyable, @unchecked Sendable {
    // Sendable: the invariants above give every slot one owner at a time.
    @usableFromInline let slots: UnsafeMutablePointer<Element>
    @usableFromInline let mask: Int
    @usableFromInline let capacity: Int
    @usableFromInline let head = Atomic<Int>(0)
    /// Set while senders wait for room: the reader must then look after them when it gives a slot back.
    @usableFromInline let attention = Atomic<Bool>(false)
    private let padding: (Int, Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0, 0)
    @usableFromInline let tail = Atomic<Int>(0)

    /// - Parameter capacity: most elements held at once, at least 1.
    @usableFromInline
    init(capacity: Int) {
        precondition(capacity >= 1, "a channel holds at least one element")
        var slotCount = 1
        while slotCount < capacity { slotCount *= 2 }
        self.capacity = capacity
        mask = slotCount - 1
        slots = .allocate(capacity: slotCount)
    }

    deinit {
        let end = tail.load(ordering: .acquiring)
        var index = head.load(ordering: .acquiring)
        while index < end {
            (slots + (index & mask)).deinitialize(count: 1)
            index += 1
        }
        slots.deallocate()
    }

    /// Elements held now: exact under the lock while the reader is still, else a recent figure.
    @inlinable
    var depth: Int { max(0, tail.load(ordering: .acquiring) - head.load(ordering: .acquiring)) }

    /// Puts an element at the tail and publishes it. Under the lock, with room.
    @inlinable
    func put(_ element: consuming Element) {
        let index = tail.load(ordering: .relaxed)
        (slots + (index & mask)).initialize(to: element)
        tail.store(index + 1, ordering: .releasing)
    }

    /// Moves the element at `index` out and gives its slot back. By the reader, with `index == head < tail`.
    ///
    /// Sequentially consistent, as is the look at `attention` that follows: a sender that is about to wait raises
    /// `attention` and looks at `head` once more, so one of the two sees the other.
    @inlinable
    func take(at index: Int) -> Element {
        let element = (slots + (index & mask)).move()
        head.store(index + 1, ordering: .sequentiallyConsistent)
        return element
    }
}
