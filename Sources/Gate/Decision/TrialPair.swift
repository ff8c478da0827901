import Experiment

/// Two trials of one cell, back to back: the one of the base revision and the one of the head.
public struct TrialPair: Sendable, Equatable {
    public var base: TrialRecord
    public var head: TrialRecord

    public init(base: TrialRecord, head: TrialRecord) {
        self.base = base
        self.head = head
    }

    /// The pairs of a `trials.csv` whose rows have `side` and `pair`, in the order of their first trials; a trial
    /// whose partner is not there is left out.
    public static func pairs(of records: [TrialRecord]) -> [TrialPair] {
        struct Key: Hashable {
            var cell: String
            var pair: Int
        }
        var open: [Key: TrialRecord] = [:]
        var pairs: [TrialPair] = []
        for record in records {
            guard let pair = record.pair, let side = record.side, side == "base" || side == "head" else { continue }
            let key = Key(cell: record.cellID, pair: pair)
            guard let partner = open[key], partner.side != side else {
                open[key] = record
                continue
            }
            open[key] = nil
            pairs.append(
                side == "head" ? TrialPair(base: partner, head: record) : TrialPair(base: record, head: partner))
        }
        return pairs
    }

    var hasBothEndedWell: Bool { base.status == .ok && head.status == .ok }
}
