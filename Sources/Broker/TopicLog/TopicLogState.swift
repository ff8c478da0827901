/// One ring for all subscriptions of a topic, with a cursor for each: `drop-oldest` as a value, without lock or task.
///
/// Invariants
/// - Slot `i & mask` holds message i exactly while `oldest <= i < tail`, and `tail - oldest <= slots`.
/// - `tail - cursor <= capacity <= slots` for every member, so what a member may read has not been written over.
/// - `nextFull` is never above the tail at which the first member is full.
struct TopicLogState<Message>: ~Copyable {
    struct Member {
        var cursor: Int
        let capacity: Int
        /// Reads nothing from here on: it has been unsubscribed.
        var limit = Int.max
        /// Messages that it has lost.
        var lost = 0
        let id: SubscriptionID
    }

    private(set) var tail = 0
    private var oldest = 0
    private(set) var members: [Member] = []
    private var nextFull = Int.max
    private var slots: UnsafeMutablePointer<Message>
    private var mask = 0

    init() { slots = .allocate(capacity: 1) }

    deinit {
        for index in oldest..<tail { (slots + (index & mask)).deinitialize(count: 1) }
        slots.deallocate()
    }

    /// A subscription joins: it gets what comes from now on.
    /// - Returns: its position, until another one leaves.
    mutating func join(_ id: SubscriptionID, capacity: Int) -> Int {
        grow(to: capacity)
        members.append(Member(cursor: tail, capacity: capacity, id: id))
        nextFull = min(nextFull, tail + capacity)
        return members.count - 1
    }

    /// It reads no further than to here.
    mutating func limit(_ position: Int) { members[position].limit = min(members[position].limit, tail) }

    /// A subscription leaves; the last one takes its position.
    mutating func leave(_ position: Int) {
        members.swapAt(position, members.count - 1)
        members.removeLast()
    }

    /// Whether there is nothing to read at that position.
    func isEmpty(_ position: Int) -> Bool { members[position].cursor >= min(tail, members[position].limit) }

    func depth(_ position: Int) -> Int { max(0, min(tail, members[position].limit) - members[position].cursor) }

    /// The next message of a member, which moves on.
    mutating func next(_ position: Int) -> Message? {
        guard !isEmpty(position) else { return nil }
        let message = (slots + (members[position].cursor & mask)).pointee
        members[position].cursor += 1
        return message
    }

    /// Appends a message. Costs the same for any number of members, as long as none of them is full.
    /// - Parameter lose: is told of each message that a full member loses to it.
    mutating func append(_ message: consuming Message, lose: (Message, SubscriptionID) -> Void) {
        if tail >= nextFull { makeRoom(lose) }
        if tail - oldest > mask {
            (slots + (oldest & mask)).deinitialize(count: 1)
            oldest += 1
        }
        (slots + (tail & mask)).initialize(to: message)
        tail += 1
    }

    /// Every full member loses its oldest message.
    private mutating func makeRoom(_ lose: (Message, SubscriptionID) -> Void) {
        var next = Int.max
        for position in members.indices {
            var cursor = members[position].cursor
            if tail - cursor >= members[position].capacity {
                if cursor < members[position].limit {
                    lose((slots + (cursor & mask)).pointee, members[position].id)
                    members[position].lost += 1
                }
                cursor += 1
                members[position].cursor = cursor
            }
            next = min(next, cursor + members[position].capacity)
        }
        nextFull = next
    }

    private mutating func grow(to capacity: Int) {
        var count = mask + 1
        guard count < capacity else { return }
        while count < capacity { count *= 2 }
        let larger = UnsafeMutablePointer<Message>.allocate(capacity: count)
        for index in oldest..<tail {
            (larger + (index & (count - 1))).moveInitialize(from: slots + (index & mask), count: 1)
        }
        slots.deallocate()
        slots = larger
        mask = count - 1
    }
}
