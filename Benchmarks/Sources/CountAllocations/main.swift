// Counts the allocations of each operation, and holds them against the thresholds: scripts/check-allocations calls it.
import Glibc
import HeapStatistics
import Operations

/// Operations per round. A first round, which counts for nothing, fills what the broker keeps for later.
private let operations = 1_000
private let rounds = 5

/// The least and the most allocations per operation that a round has made: they differ where a timer may fire or not.
private func measure(
    _ operation: Operation, with counter: AllocationCount
) async throws -> (least: Double, most: Double) {
    let rig = try await operation.makeRig()
    try await rig.run(operations)
    var counts: [Double] = []
    for _ in 0..<rounds {
        let before = counter.total()
        try await rig.run(operations)
        counts.append(Double(counter.total() - before) / Double(operations))
    }
    await rig.end()
    return (counts.min() ?? 0, counts.max() ?? 0)
}

private func complain(_ words: String) {
    let line = "count-allocations: \(words)\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}

private func leave(_ code: Int32, _ words: String) -> Never {
    complain(words)
    exit(code)
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

private let arguments = CommandLine.arguments.dropFirst()
private let isWriting = arguments.first == "--write"
guard let path = arguments.last, path != "--write", arguments.count == (isWriting ? 2 : 1) else {
    leave(2, "count-allocations [--write] THRESHOLDS")
}
guard let counter = AllocationCount() else { leave(2, "jemalloc does not serve this process: nothing can be counted") }
guard counter.isExact else { leave(2, "set MALLOC_CONF=tcache:false: counts are exact only without thread caches") }

do {
    var counts: [(name: String, allocations: Double)] = []
    for operation in Operation.all {
        let (least, most) = try await measure(operation, with: counter)
        print(padded(operation.name, 40), least.rounded(places: 2))
        // The most a round has taken is what it may take; a round that takes less is proof enough that it still does.
        counts.append((operation.name, isWriting ? most : least))
    }
    if isWriting {
        try Thresholds.write(counts, to: path)
        exit(0)
    }
    let problems = try Thresholds(path: path).problems(with: counts)
    problems.forEach(complain)
    exit(problems.isEmpty ? 0 : 1)
} catch {
    leave(2, "\(error)")
}
