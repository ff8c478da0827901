/// The identity of a cell: the same on every machine, in every run and in every process.
public enum CellID {
    /// 16 hexadecimal digits: FNV-1a (64 bits) of the canonical text, finalized as SplitMix64 does.
    public static func of(_ cell: Cell) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in canonicalText(of: cell).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(SplitMix64.mix(hash), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A line `key=value` for each field that is present, in a fixed order, the seed left out.
    public static func canonicalText(of cell: Cell) -> String {
        let fields: [(Cell.CodingKeys, (any CustomStringConvertible)?)] = [
            (.scenario, cell.scenario), (.implementation, cell.implementation), (.executor, cell.executor),
            (.consumer, cell.consumer), (.strategy, cell.strategy.rawValue), (.timerSource, cell.timerSource?.rawValue),
            (.timeoutMs, cell.timeoutMs), (.dispatch, cell.dispatch?.rawValue), (.partitions, cell.partitions),
            (.topics, cell.topics), (.publishers, cell.publishers), (.subscribers, cell.subscribers),
            (.capacity, cell.capacity), (.slowFraction, cell.slowFraction), (.slowSubscribers, cell.slowSubscribers),
            (.slowKind, cell.slowKind?.rawValue), (.slowDelayMs, cell.slowDelayMs), (.slowBurst, cell.slowBurst),
            (.evictAfter, cell.evictAfter), (.loadModel, cell.loadModel.rawValue),
            (.offeredRatePerS, cell.offeredRatePerS), (.warmupS, cell.warmupS), (.durationS, cell.durationS),
            (.messages, cell.messages), (.exact, cell.exact), (.drainLimitS, cell.drainLimitS),
            (.heapLimitBytes, cell.heapLimitBytes), (.overlapLimit, cell.overlapLimit),
            (.sampleIntervalMs, cell.sampleIntervalMs), (.profiled, cell.profiled),
        ]
        return fields.map { key, value in value.map { "\(key.rawValue)=\($0)\n" } ?? "" }.joined()
    }
}
