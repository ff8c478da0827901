extension Profile {
    /// A heap profile, with the names of its functions. Blocks while they are looked up.
    init(_ recording: HeapRecording, default kind: HeapProfile.Kind) {
        var weights: [UInt64: Int] = [:]
        for bucket in recording.dump.buckets {
            let weight = max(1, abs(bucket.inUse.bytes), abs(bucket.allocated.bytes))
            for address in bucket.calls { weights[address, default: 0] += weight }
        }
        let symbols = Symbolizer.symbols(of: weights, images: recording.images, patience: Self.patience)
        self.init(recording, default: kind, symbols: symbols)
    }

    /// A heap profile, from names that are known.
    init(_ recording: HeapRecording, default kind: HeapProfile.Kind, symbols: SymbolTable) {
        let space = ValueType(type: "space", unit: "bytes")
        let kinds: [HeapProfile.Kind] = recording.accumulates ? [.allocated, .inUse] : [.inUse]
        var builder = ProfileBuilder(
            Profile(
                types: kinds.flatMap(\.types), defaultType: (kinds.contains(kind) ? kind : .inUse).types[1].type,
                periodType: space, period: Int64(recording.dump.period), time: recording.time,
                duration: recording.duration, comments: recording.comments),
            images: recording.images, symbols: symbols)
        var merged: [[UInt64]: [Int64]] = [:]
        for bucket in recording.dump.buckets {
            let calls = bucket.calls
            let own = AllocatorFrames.count(in: calls, images: recording.images, symbols: symbols)
            // A stack that is all allocator keeps its last function.
            let stack = Array(calls.dropFirst(min(own, calls.count - 1)))
            let values = kinds.flatMap { $0.values(of: bucket, period: recording.dump.period) }
            merged[stack] = merged[stack].map { zip($0, values).map(+) } ?? values
        }
        for (stack, values) in merged.sorted(by: { ($1.value.last!, $0.key) < ($0.value.last!, $1.key) }) {
            builder.add(stack, values: values)
        }
        self = builder.profile
    }
}

private func < (left: (Int64, [UInt64]), right: (Int64, [UInt64])) -> Bool {
    left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}

extension HeapDump.Bucket {
    /// The stack's calls: each address is in the call, not behind it.
    fileprivate var calls: [UInt64] { stack.map { $0 &- 1 } }
}

extension HeapRecording {
    fileprivate var comments: [String] {
        var comments = ["scaled from samples: one in \(dump.period) bytes on average"]
        if !accumulates {
            comments.append("what was freed again is not known: jemalloc was started without prof_accum:true")
        }
        if !isActive { comments.append("sampling is off: what was allocated since is not known") }
        return comments
    }
}

extension HeapProfile.Kind {
    fileprivate var types: [Profile.ValueType] {
        let name = self == .allocated ? "alloc" : "inuse"
        return [
            Profile.ValueType(type: "\(name)_objects", unit: "count"),
            Profile.ValueType(type: "\(name)_space", unit: "bytes"),
        ]
    }

    fileprivate func values(of bucket: HeapDump.Bucket, period: Int) -> [Int64] {
        let amount = HeapScale.scaled(self == .allocated ? bucket.allocated : bucket.inUse, period: period)
        return [Int64(amount.objects), Int64(amount.bytes)]
    }
}
