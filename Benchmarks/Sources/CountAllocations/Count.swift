import HeapStatistics
import Operations

/// Allocations per operation, of several rounds.
struct Count {
    private static let roundCount = 9

    let name: String
    /// Whether chance has a say: in what happens during a wait, and whether a task has begun when it is cancelled.
    private let isChancy: Bool
    /// Ascending.
    let rounds: [Double]

    var least: Double { rounds.first ?? 0 }
    var median: Double { rounds[rounds.count / 2] }
    var spread: Double { (rounds.last ?? 0) - least }

    /// How far other runs may be off: where chance has a say, it goes with how busy the machine is, which the rounds of
    /// one run do not show.
    var leeway: Double { isChancy ? max(spread, 0.3 * median) : spread }

    /// A first round, which counts for nothing, fills what the broker keeps for later.
    init(of operation: Operation, with heap: HeapStatistics) async throws {
        let operations = operation.waits ? 200 : 1_000
        let rig = try await operation.makeRig()
        try await rig.run(operations)
        var rounds: [Double] = []
        for _ in 0..<Self.roundCount {
            let before = heap.allocations()
            try await rig.run(operations)
            rounds.append(Double(heap.allocations() - before) / Double(operations))
        }
        await rig.end()
        name = operation.name
        isChancy = operation.waits || operation.name.contains("/task/")
        self.rounds = rounds.sorted()
    }
}

extension Double {
    func rounded(places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }
}
