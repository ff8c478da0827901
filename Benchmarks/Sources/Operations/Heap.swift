import HeapStatistics

extension Operation {
    /// What the sampler asks jemalloc for.
    static var heap: [Operation] {
        [
            Operation("heap/allocated") { try HeapRig { _ = $0.allocated() } },
            Operation("heap/sample") { try HeapRig { _ = $0.sample() } },
        ]
    }
}

private struct NoStatistics: Error, CustomStringConvertible {
    let description = "jemalloc does not serve this process, or keeps no statistics"
}

/// An operation is an epoch refresh and what is read after it.
private final class HeapRig: Rig {
    private let heap: HeapStatistics
    private let action: @Sendable (HeapStatistics) -> Void

    init(_ action: @escaping @Sendable (HeapStatistics) -> Void) throws {
        guard let heap = HeapStatistics() else { throw NoStatistics() }
        self.heap = heap
        self.action = action
    }

    func run(_ count: Int) async {
        for _ in 0..<count { action(heap) }
    }
}
