extension Profile {
    /// How long to look for lines: what an address costs grows with the program.
    static let patience: Int64 = 3_000_000_000

    /// A CPU profile, with the names of its functions. Blocks while they are looked up.
    init(_ recording: CPURecording) {
        let symbols = Symbolizer.symbols(
            of: recording.weights, images: recording.images, patience: Self.patience)
        self.init(recording, symbols: symbols)
    }

    /// A CPU profile, from names that are known.
    init(_ recording: CPURecording, symbols: SymbolTable) {
        let cpu = ValueType(type: "cpu", unit: "nanoseconds")
        var builder = ProfileBuilder(
            Profile(
                types: [.init(type: "samples", unit: "count"), cpu], defaultType: "cpu", periodType: cpu,
                period: recording.period, time: recording.start, duration: recording.duration,
                comments: recording.comments),
            images: recording.images, symbols: symbols)
        var merged: [MergedStack: Int] = [:]
        for (key, count) in recording.counts.counts {
            let stack = MergedStack(addresses: key.stack.logical(symbols), thread: key.thread)
            merged[stack, default: 0] += count
        }
        // In an order that does not change from one profile to the next.
        for (stack, count) in merged.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            builder.add(
                stack.addresses, values: [Int64(count), Int64(count) * recording.period],
                labels: stack.thread.isEmpty ? [:] : ["thread": stack.thread])
        }
        self = builder.profile
    }
}

private struct MergedStack: Hashable, Comparable {
    var addresses: [UInt64]
    var thread: String

    static func < (left: MergedStack, right: MergedStack) -> Bool {
        left.addresses == right.addresses
            ? left.thread < right.thread : left.addresses.lexicographicallyPrecedes(right.addresses)
    }
}

extension CPURecording {
    /// Every address, with the samples that it is in.
    fileprivate var weights: [UInt64: Int] {
        var weights: [UInt64: Int] = [:]
        for (key, count) in counts.counts {
            for address in key.stack.addresses { weights[address, default: 0] += count }
            for address in key.stack.resumes { weights[address, default: 0] += count }
        }
        return weights
    }

    /// What a reader should know of it.
    fileprivate var comments: [String] {
        let counted = counts.counts.values.reduce(0, +)
        let truncated = counts.counts.filter(\.key.stack.isTruncated).values.reduce(0, +)
        var comments = [
            "CPU time of the process: \(Self.seconds(processCPU)), in samples: \(Self.seconds(Int64(counted) * period))",
            "samples lost: \(lost)",
        ]
        if truncated > 0 { comments.append("samples with callers left out, because there were too many: \(truncated)") }
        for (code, count) in untimed.sorted(by: { $0.key < $1.key }) {
            comments.append("threads that could not be sampled: \(count) (\(SystemError("timer_create", code)))")
        }
        return comments
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let hundredths = (nanoseconds + 5_000_000) / 10_000_000
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }
}
