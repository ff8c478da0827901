/// jemalloc's profile of the heap, as it writes it (`heap_v2`): of the allocations that it sampled.
struct HeapDump: Sendable, Equatable {
    /// Allocations, and their bytes.
    struct Amount: Sendable, Equatable {
        var objects: Int
        var bytes: Int

        static let none = Amount(objects: 0, bytes: 0)

        static func - (left: Amount, right: Amount) -> Amount {
            Amount(objects: left.objects - right.objects, bytes: left.bytes - right.bytes)
        }
    }

    /// What was allocated with one call stack.
    struct Bucket: Sendable, Equatable {
        /// Return addresses, leaf first.
        var stack: [UInt64]
        var inUse: Amount
        /// Since sampling began, freed or not; zero throughout unless jemalloc accumulates.
        var allocated: Amount
    }

    /// Bytes from one sample to the next, on average.
    var period: Int
    var buckets: [Bucket]

    /// Throws `HeapDumpError` at the first line that is none of such a profile.
    init(_ bytes: [UInt8]) throws(HeapDumpError) {
        var lines = Lines(bytes)
        guard let head = lines.next(), let period = Self.period(head) else { throw HeapDumpError(line: 1) }
        self.period = period
        buckets = []
        var stack: [UInt64]?
        while let line = lines.next() {
            if line.starts(with: "MAPPED_LIBRARIES:".utf8) { break }
            if line.starts(with: "@".utf8) {
                guard let addresses = Self.stack(line.dropFirst()) else { throw HeapDumpError(line: lines.number) }
                stack = addresses
            } else if line.starts(with: "  t*:".utf8), let known = stack {
                guard let (inUse, allocated) = Self.amounts(line.dropFirst(5)) else {
                    throw HeapDumpError(line: lines.number)
                }
                buckets.append(Bucket(stack: known, inUse: inUse, allocated: allocated))
                stack = nil
            } else if !line.starts(with: "  t".utf8), !line.isEmpty {
                throw HeapDumpError(line: lines.number)
            }
        }
    }

    /// `heap_v2/131072`
    private static func period(_ line: ArraySlice<UInt8>) -> Int? {
        let head = Array("heap_v2/".utf8)
        guard line.starts(with: head), let period = Int(text(line.dropFirst(head.count))), period > 0 else {
            return nil
        }
        return period
    }

    /// ` 0x55d0c8 0x55d1f2`
    private static func stack(_ line: ArraySlice<UInt8>) -> [UInt64]? {
        var addresses: [UInt64] = []
        for word in line.split(separator: UInt8(ascii: " ")) {
            guard word.starts(with: "0x".utf8), let address = UInt64(text(word.dropFirst(2)), radix: 16) else {
                return nil
            }
            addresses.append(address)
        }
        return addresses
    }

    /// ` 3: 400 [7: 900]`: objects and bytes in use, and those since the beginning.
    private static func amounts(_ line: ArraySlice<UInt8>) -> (inUse: Amount, allocated: Amount)? {
        let words = line.split(whereSeparator: { " :[]".utf8.contains($0) })
        let numbers = words.compactMap { Int(text($0)) }
        guard words.count == 4, numbers.count == 4, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        return (
            Amount(objects: numbers[0], bytes: numbers[1]), Amount(objects: numbers[2], bytes: numbers[3])
        )
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }

    /// What changed since an older one.
    func subtracting(_ older: HeapDump) -> HeapDump {
        var left: [[UInt64]: Bucket] = [:]
        for bucket in older.buckets { left[bucket.stack] = bucket }
        var result = self
        result.buckets = buckets.map { bucket in
            guard let old = left.removeValue(forKey: bucket.stack) else { return bucket }
            return Bucket(
                stack: bucket.stack, inUse: bucket.inUse - old.inUse, allocated: bucket.allocated - old.allocated)
        }
        // jemalloc forgets stacks of which nothing is left, unless it accumulates.
        for bucket in older.buckets where left[bucket.stack] != nil {
            result.buckets.append(
                Bucket(stack: bucket.stack, inUse: .none - bucket.inUse, allocated: .none - bucket.allocated))
        }
        return result
    }
}

/// A profile of jemalloc's that cannot be read.
struct HeapDumpError: Error, Sendable, Equatable {
    /// Counted from 1.
    var line: Int
}

private struct Lines {
    private var rest: ArraySlice<UInt8>
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        number += 1
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        defer { rest = rest[end...].dropFirst() }
        return rest[..<end]
    }
}
