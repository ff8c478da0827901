import DequeModule

/// Who waits at a channel, and what is to be done about it: a value without lock, clock or task.
///
/// `Reader` resumes the one reader, `Sender` is a sender that waits with its element. The channel asks it under its
/// lock, and acts on the answer after it has unlocked.
@usableFromInline
struct ChannelState<Reader, Sender> {
    /// Where the reader was when it was last looked at: never ahead of it, so a ring that has room by this has room.
    @usableFromInline var cachedHead = 0
    /// Senders that wait for room, the first come first. Not empty only while the ring is full, or about to be looked at.
    @usableFromInline var senders = Deque<Sender>()
    /// The reader, while it is parked on an empty ring.
    @usableFromInline var reader: Reader?
    @usableFromInline var isClosed = false
    /// The reader has left for good: nothing will be taken any more.
    @usableFromInline var isAbandoned = false
    /// Senders that were told that it is full, and are about to come.
    @usableFromInline var expected: Int32 = 0

    @inlinable
    init() {}

    /// Whether a new element may overtake nobody: those who wait come first.
    @inlinable
    var mayPut: Bool { !isClosed && senders.isEmpty }

    /// Whether nobody waits for room, or is about to.
    @inlinable
    var isUncontended: Bool { senders.isEmpty && expected == 0 }

    /// An element was put: who is to be resumed.
    @inlinable
    mutating func didPut() -> Reader? { reader.take() }

    @usableFromInline
    enum ParkAction: Equatable {
        /// Something came in the meantime.
        case retry
        /// Closed and empty: nothing will ever come.
        case end
        case parked
    }

    /// The reader found nothing and wants to be resumed when something comes.
    @inlinable
    mutating func park(_ reader: Reader, isEmpty: Bool) -> ParkAction {
        precondition(self.reader == nil, "a subscription has one reader at a time")
        if !isEmpty && !isAbandoned { return .retry }
        if isClosed { return .end }
        self.reader = reader
        return .parked
    }

    /// A sender that found no room waits behind the others.
    @inlinable
    mutating func enroll(_ sender: Sender) {
        assert(!isClosed)
        senders.append(sender)
    }

    /// The sender that has waited longest.
    @inlinable
    mutating func popSender() -> Sender? { senders.popFirst() }

    /// A sender that has given up is forgotten.
    @inlinable
    mutating func withdraw(where isGone: (Sender) -> Bool) {
        if let index = senders.firstIndex(where: isGone) { senders.remove(at: index) }
    }

    /// Nothing more comes in. What is in the ring can still be read, unless the reader itself has left (`abandoning`).
    /// - Returns: who is to be told: the parked reader, and every sender that waits.
    @inlinable
    mutating func close(abandoning: Bool) -> (reader: Reader?, senders: Deque<Sender>) {
        isClosed = true
        isAbandoned = isAbandoned || abandoning
        let left = senders
        senders = []
        return (reader.take(), left)
    }
}
