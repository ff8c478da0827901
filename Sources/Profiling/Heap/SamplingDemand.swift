/// Who wants allocations to be sampled: the program, for good, and clients, each for a time.
struct SamplingDemand: Sendable, Equatable {
    var isWanted = false
    /// Clients whose time is not over.
    private(set) var times = 0

    var isActive: Bool { isWanted || times > 0 }

    mutating func begin() {
        times += 1
    }

    mutating func end() {
        times -= 1
    }
}
