// Counts the allocations of each operation, and holds them against the thresholds: scripts/check-allocations calls it.
import Glibc
import HeapStatistics
import Operations

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
guard let heap = HeapStatistics() else { leave(2, "jemalloc does not serve this process: nothing can be counted") }
guard !HeapStatistics.hasThreadCaches else {
    leave(2, "set MALLOC_CONF=tcache:false: counts are exact only without thread caches")
}

do {
    let thresholds = isWriting ? nil : try Thresholds(path: path)
    print(padded("allocations per operation", 46) + padded("least", 8) + padded("median", 8) + "most")
    var counts: [Count] = []
    for operation in Operation.all {
        let count = try await Count(of: operation, with: heap)
        let figures = [count.least, count.median, count.least + count.spread]
        let columns = figures.map { padded("\($0.rounded(places: 2))", 8) }.joined()
        print(padded(count.name, 46) + columns)
        counts.append(count)
    }
    guard let thresholds else {
        try Thresholds.write(counts, to: path)
        exit(0)
    }
    let problems = thresholds.problems(with: counts)
    problems.forEach(complain)
    exit(problems.isEmpty ? 0 : 1)
} catch {
    leave(2, "\(error)")
}
