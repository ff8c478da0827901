import Synchronization

/// The slots of a bounded channel: many producers, one reader.
///
/// Invariants
/// - `head` and `tail` only grow; slot `i & mask` holds an element exactly while `head <= i < tail`.
/// - Of a channel that reads a log, only elements from `floor` on are in slots: those before are on pages of the log.
///   The slots are there once something was put there.
/// - `tail - head <= capacity`: the bound is exact, since a producer checks it before it puts an element, and the
///   reader gives a slot back only after it has moved the element out.
/// - `tail` is written under the channel's lock; `head` by the one reader, without it. Each is published after the
///   slot that it speaks of (release), and read by the other side before that slot is touched (acquire).
/// - The order of the variables is that of least room, see `HandlerTurn`.
@usableFromInline
struct RingStorage<Element>: ~Copyable, @unchecked Sendable {
    // Sendable: the invariants above give every slot one owner at a time.
    @usableFromInline let head = Atomic<Int>(0)
    @usableFromInline let slotBits = Atomic<UInt>(0)
    @usableFromInline let tail = Atomic<Int>(0)
    @usableFromInline let floor = Atomic<Int>(0)
    @usableFromInline let narrowCapacity: UInt32
    /// The slots are two to the power of it.
    @usableFromInline let slotShift: UInt8
    /// Set while senders wait for room: the reader must then look after them when it gives a slot back.
    @usableFromInline let attention = Atomic<Bool>(false)

    @inlinable var mask: Int { 1 &<< Int(slotShift) &- 1 }
    @inlinable var capacity: Int { Int(narrowCapacity) }

    /// - Parameters:
    ///   - capacity: most elements held at once, 1 to 2^31.
    ///   - isLazy: whether the slots come only with `reserve()`.
    @usableFromInline
    init(capacity: Int, isLazy: Bool = false) {
        precondition((1...1 << 31).contains(capacity), "a channel holds 1 to 2^31 elements")
        var shift: UInt8 = 0
        while 1 << Int(shift) < capacity { shift += 1 }
        narrowCapacity = UInt32(capacity)
        slotShift = shift
        if !isLazy { reserve() }
    }

    /// Sees to it that there are slots. Under the lock.
    @inlinable
    func reserve() { if slotBits.load(ordering: .relaxed) == 0 { allocate() } }

    @usableFromInline
    func allocate() {
        let slots = UnsafeMutablePointer<Element>.allocate(capacity: mask + 1)
        slotBits.store(UInt(bitPattern: slots), ordering: .relaxed)
    }

    @inlinable
    var slots: UnsafeMutablePointer<Element> {
        UnsafeMutablePointer(bitPattern: slotBits.load(ordering: .relaxed)).unsafelyUnwrapped
    }

    /// Elements from `index` on come here, those before are elsewhere. Under the lock, while no slot is in use.
    @inlinable
    func begin(at index: Int) {
        floor.store(index, ordering: .relaxed)
        tail.store(index, ordering: .releasing)
    }

    /// It is empty, and the next element is `index`. Under the lock, while the reader has nothing to take.
    @inlinable
    func skip(to index: Int) {
        floor.store(index, ordering: .relaxed)
        head.store(index, ordering: .relaxed)
        tail.store(index, ordering: .releasing)
    }

    deinit {
        guard slotBits.load(ordering: .relaxed) != 0 else { return }
        let end = tail.load(ordering: .acquiring)
        var index = max(head.load(ordering: .acquiring), floor.load(ordering: .relaxed))
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

    /// Moves so many elements from `index` on out, and gives their slots back at once. By the reader, with
    /// `index == head` and `index + count <= tail`.
    @inlinable
    func take(at index: Int, _ count: Int, into target: UnsafeMutablePointer<Element>) {
        let first = min(count, mask + 1 - index & mask)
        target.moveInitialize(from: slots + (index & mask), count: first)
        (target + first).moveInitialize(from: slots, count: count - first)
        head.store(index + count, ordering: .sequentiallyConsistent)
    }
}
