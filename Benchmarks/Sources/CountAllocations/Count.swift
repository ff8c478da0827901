import HeapStatistics
import Operations

/// Allocations per operation, of several rounds.
struct Count {
    /// Operations per round.
    private static let operations = 1_000
    private static let roundCount = 9

    let name: String
    /// Ascending.
    let rounds: [Double]

    var least: Double { rounds.first ?? 0 }
    var median: Double { rounds[rounds.count / 2] }
    var spread: Double { (rounds.last ?? 0) - least }

    /// How far other runs may be off. A task that is cancelled has begun by then, or has not: by as much as the
    /// machine is busy, which the rounds of one run do not show.
    var leeway: Double { name.contains("/task/") ? max(spread, 0.3 * median) : spread }

    /// A first round, which counts for nothing, fills what the broker keeps for later.
    init(of operation: Operation, with counter: AllocationCount) async throws {
        let rig = try await operation.makeRig()
        try await rig.run(Self.operations)
        var rounds: [Double] = []
        for _ in 0..<Self.roundCount {
            let before = counter.total()
            try await rig.run(Self.operations)
            rounds.append(Double(counter.total() - before) / Double(Self.operations))
        }
        await rig.end()
        name = operation.name
        self.rounds = rounds.sorted()
    }
}

extension Double {
    func rounded(places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
