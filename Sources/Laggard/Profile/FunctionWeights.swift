import Profiling

/// How much of a profile belongs to each function. Pure.
struct FunctionWeights: Sendable, Equatable {
    struct Weight: Sendable, Equatable {
        /// What it does itself.
        var flat: Int64 = 0
        /// With what it calls.
        var cumulative: Int64 = 0
    }

    private(set) var weights: [String: Weight] = [:]
    private(set) var total: Int64 = 0

    init(_ stacks: [Profile.Stack]) {
        for stack in stacks {
            total += stack.value
            if let leaf = stack.frames.last { weights[leaf.name, default: Weight()].flat += stack.value }
            // One that calls itself counts once.
            for name in Set(stack.frames.map(\.name)) {
                weights[name, default: Weight()].cumulative += stack.value
            }
        }
    }

    /// Those with the most, in one way; of equals, those with the most in the other.
    func top(_ count: Int, by order: FunctionOrder) -> [(name: String, weight: Weight)] {
        let sorted = weights.map {
            (name: $0.key, weight: $0.value, key: order.key($0.value.flat, $0.value.cumulative))
        }
        .sorted { ($1.key.0, $1.key.1, $0.name) < ($0.key.0, $0.key.1, $1.name) }
        return sorted.prefix(count).map { ($0.name, $0.weight) }
    }
}
