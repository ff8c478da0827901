import Experiment

/// The trials of one cell in one run; of a comparison's run, those of one of its sides.
struct ReportCell: Sendable {
    /// Index of the run: 0, and 1 for the one that it stands against.
    let run: Int
    /// Unique in the report: what leads to it. Untrusted text.
    let id: String
    /// As its trials have it, but for the seed.
    let cell: Cell
    let side: String?
    let implementationVersion: String?
    /// By repetition.
    let trials: [TrialRecord]

    /// Its strategy's name.
    var strategy: String { cell.strategy.rawValue }

    /// Those that ended as `ok`.
    var ok: [TrialRecord] { trials.filter { $0.status == .ok } }
}

extension ReportCell {
    /// The cells of a run, in the order of their first trials.
    /// - Parameter prefix: of the ids, where the report has another run.
    static func cells(of records: [TrialRecord], run: Int, prefix: String) -> [ReportCell] {
        struct Key: Hashable {
            let cellID: String
            let side: String?
        }
        var order: [Key] = []
        var groups: [Key: [TrialRecord]] = [:]
        for record in records {
            let key = Key(cellID: record.cellID, side: record.side)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(record)
        }
        return order.flatMap { key -> [ReportCell] in
            let versions = byVersion(groups[key] ?? [])
            return versions.map { version, trials in
                let parts = [prefix, key.side.map { "\($0):" } ?? "", key.cellID]
                let suffix = versions.count > 1 ? "@\(version ?? "")" : ""
                return ReportCell(
                    run: run, id: parts.joined() + suffix, cell: trials[0].cell, side: key.side,
                    implementationVersion: version, trials: trials.sorted { $0.repetition < $1.repetition })
            }
        }
    }

    /// Trials of several versions, as after a resume with another build, are no repetitions of each other. One that
    /// ended before its child said a version goes with the first.
    private static func byVersion(_ trials: [TrialRecord]) -> [(version: String?, trials: [TrialRecord])] {
        let versions = Set(trials.compactMap(\.implementationVersion)).sorted()
        guard versions.count > 1 else { return [(versions.first, trials)] }
        return versions.map { version in
            (version, trials.filter { ($0.implementationVersion ?? versions[0]) == version })
        }
    }
}
