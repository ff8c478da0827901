/// How often each stack was seen, by the name of its thread.
struct StackCounts: Sendable {
    struct Key: Sendable, Hashable {
        var stack: CallStack
        /// Empty if it is not known.
        var thread: String
    }

    private(set) var counts: [Key: Int] = [:]
    /// Periods of CPU time that are not in `counts`, because there were too many different stacks.
    private(set) var refused = 0
    private let most: Int
    private var room: Int

    /// Keeps up to `most` different stacks, of up to `mostAddresses` in all: 8 bytes each.
    init(most: Int, mostAddresses: Int = 4_000_000) {
        self.most = most
        room = mostAddresses
    }

    /// Counts a stack as `weight` periods.
    mutating func add(_ stack: CallStack, thread: String, weight: Int) {
        let key = Key(stack: stack, thread: thread)
        if let count = counts[key] {
            counts[key] = count + weight
            return
        }
        let size = stack.addresses.count + stack.resumes.count
        guard counts.count < most, size <= room else {
            refused += weight
            return
        }
        counts[key] = weight
        room -= size
    }
}
