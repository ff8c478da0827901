/// A hashed timing wheel (Varghese and Lauck 1987, scheme 6): a value without clock, lock or thread.
///
/// Time is counted in ticks. A timer due at tick t hangs in slot t mod slots, in a list in the order of arming. Arming
/// and cancelling cost the same however many timers there are; a tick costs a walk over its slot's list, that is over
/// the timers of all later revolutions too (300,000 in 1,024 slots: some 300). A slot none of whose timers is due is
/// not walked.
///
/// Invariants: every armed timer is due after `cursor`; `earliest` of a slot is never later than its earliest timer
/// (after a cancel it may be earlier, until the slot is walked next), and `Int64.max` where the slot is empty.
///
/// Nodes are kept in chunks and used again, so a steady state allocates nothing. Chunks are never given back.
struct TimingWheel<Payload> {
    /// Names one arming of one timer. It is good for nothing once that has fired or been cancelled.
    struct Token: Equatable {
        fileprivate let node: Int32
        fileprivate let generation: UInt32
    }

    private struct Node {
        /// nil while the node is free.
        var payload: Payload?
        var tick: Int64 = 0
        var next: Int32 = none
        var previous: Int32 = none
        var generation: UInt32 = 0
    }

    private struct Slot {
        var first: Int32 = none
        var last: Int32 = none
        var earliest: Int64 = .max
    }

    private static var none: Int32 { -1 }
    private static var chunkBits: Int { 10 }
    private static var chunkSize: Int { 1 << chunkBits }

    /// Everything due up to this tick has been handed out.
    private(set) var cursor: Int64 = 0
    /// Timers armed.
    private(set) var count = 0
    private var slots: [Slot]
    private var chunks: ContiguousArray<ContiguousArray<Node>> = []
    private var firstFree: Int32 = none

    /// - Parameter slots: ticks of one revolution, rounded up to a power of two.
    init(slots: Int = 1_024) {
        var size = 1
        while size < slots { size *= 2 }
        self.slots = Array(repeating: Slot(), count: size)
    }

    // MARK: Arm and cancel

    /// Arms a timer that is due at `tick`; where that has passed, at the next one.
    mutating func arm(_ payload: Payload, at tick: Int64) -> (token: Token, tick: Int64) {
        let tick = max(tick, cursor + 1)
        let index = takeNode()
        let slot = slot(of: tick)
        let last = slots[slot].last
        let generation = withNode(index) { node in
            node.payload = payload
            node.tick = tick
            node.previous = last
            node.next = Self.none
            return node.generation
        }
        if last == Self.none { slots[slot].first = index } else { withNode(last) { $0.next = index } }
        slots[slot].last = index
        slots[slot].earliest = min(slots[slot].earliest, tick)
        count += 1
        return (Token(node: index, generation: generation), tick)
    }

    /// Takes a timer back.
    /// - Returns: what it was armed with; nil where it has fired or been cancelled already.
    mutating func cancel(_ token: Token) -> Payload? {
        withNode(token.node) { $0.generation } == token.generation ? remove(token.node) : nil
    }

    // MARK: Expiry

    /// The next tick to look at: no timer is due before it. nil while nothing is armed.
    ///
    /// At most one look at each slot; one at the next slot where that has something in this revolution.
    var nextTick: Int64? {
        guard count > 0 else { return nil }
        var next = Int64.max
        for distance in 1...Int64(slots.count) {
            let tick = cursor &+ distance
            next = min(next, slots[slot(of: tick)].earliest)
            if next <= tick { break }
        }
        return next
    }

    /// Moves on to `tick` and appends what is due by then: by tick, and within a tick in the order of arming.
    mutating func expire(through tick: Int64, into due: inout [Payload]) {
        while let next = nextTick, next <= tick {
            cursor = next
            walk(slot(of: next), into: &due)
        }
        cursor = max(cursor, tick)
    }

    private mutating func walk(_ slot: Int, into due: inout [Payload]) {
        var earliest = Int64.max
        var index = slots[slot].first
        while index != Self.none {
            let (tick, next) = withNode(index) { ($0.tick, $0.next) }
            if tick > cursor {
                earliest = min(earliest, tick)
            } else if let payload = remove(index) {
                due.append(payload)
            }
            index = next
        }
        slots[slot].earliest = earliest
    }

    // MARK: Nodes

    private func slot(of tick: Int64) -> Int { Int(tick & Int64(slots.count - 1)) }

    private mutating func withNode<Result>(_ index: Int32, _ body: (inout Node) -> Result) -> Result {
        body(&chunks[Int(index) >> Self.chunkBits][Int(index) & (Self.chunkSize - 1)])
    }

    /// Takes a node out of its slot, and frees it.
    private mutating func remove(_ index: Int32) -> Payload? {
        let free = firstFree
        let (payload, tick, previous, next) = withNode(index) { node in
            let left = (node.payload, node.tick, node.previous, node.next)
            node.payload = nil
            node.generation &+= 1
            node.next = free
            return left
        }
        firstFree = index
        let slot = slot(of: tick)
        if previous == Self.none { slots[slot].first = next } else { withNode(previous) { $0.next = next } }
        if next == Self.none { slots[slot].last = previous } else { withNode(next) { $0.previous = previous } }
        if slots[slot].first == Self.none { slots[slot].earliest = .max }
        count -= 1
        return payload
    }

    private mutating func takeNode() -> Int32 {
        if firstFree == Self.none { addChunk() }
        let index = firstFree
        firstFree = withNode(index) { $0.next }
        return index
    }

    private mutating func addChunk() {
        let base = chunks.count << Self.chunkBits
        chunks.append(
            ContiguousArray(
                (1...Self.chunkSize).map { offset in
                    Node(next: offset == Self.chunkSize ? Self.none : Int32(base + offset))
                }))
        firstFree = Int32(base)
    }
}
