import Experiment

/// What varies in a scenario besides the strategy and the number of subscribers: each such setting is a panel.
struct ReportSetting: Sendable {
    /// What sets it apart from the scenario's other settings; empty where there are none. Untrusted text.
    let label: String
    /// What all trials of the scenario have in common. Untrusted text.
    let shared: String
    let loadModel: LoadModel
    /// Indices of cells. A cell to which what varies does not apply is in each setting that it can be in.
    let cells: [Int]
}

extension ReportSetting {
    /// The settings of one scenario's cells.
    /// - Parameter indices: of those cells, for `cells` of what is returned.
    static func settings(of cells: [ReportCell], indices: [Int]) -> [ReportSetting] {
        let keys = SettingKeys(cells)
        let columns = keys.splitting
        let found = keys.keys.map { key in columns.map { key.values[$0.rawValue] } }
        let distinct = Set(found).sorted(by: isBefore)
        // Only what does not apply makes a key fit another.
        let settled = distinct.filter { key in
            !key.contains(nil) || !distinct.contains { $0 != key && fits(key, $0) }
        }
        let shared = shared(keys, columns)
        let varying = SettingColumn.describing.filter { keys.told($0, keys.keys.indices).count > 1 }
        let own = Dictionary(grouping: found.indices) { found[$0] }
        let open = found.indices.filter { found[$0].contains(nil) }
        return settled.map { key in
            let rows = Set(open.filter { fits(found[$0], key) } + (own[key] ?? [])).sorted()
            return ReportSetting(
                label: label(keys, rows, columns, key, varying), shared: shared,
                loadModel: cells[rows[0]].cell.loadModel, cells: rows.map { indices[$0] })
        }
    }

    private static func fits(_ key: [SettingValue?], _ other: [SettingValue?]) -> Bool {
        zip(key, other).allSatisfy { mine, theirs in mine == nil || mine == theirs }
    }

    /// What does not apply goes after the numbers and before the texts.
    private static func isBefore(_ left: [SettingValue?], _ right: [SettingValue?]) -> Bool {
        left.lexicographicallyPrecedes(right) { ($0 ?? .text("")) < ($1 ?? .text("")) }
    }

    /// The values of its key, and what else is the same in it alone.
    private static func label(
        _ keys: SettingKeys, _ rows: [Int], _ columns: [SettingColumn], _ key: [SettingValue?],
        _ varying: Set<SettingColumn>
    ) -> String {
        var parts: [String] = []
        for column in SettingColumn.allCases {
            if let place = columns.firstIndex(of: column) {
                if let value = key[place] { parts.append(column.words(value)) }
            } else if !columns.isEmpty, varying.contains(column) {
                let values = keys.told(column, rows)
                if values.count == 1 { parts.append(column.words(values[0])) }
            }
        }
        return parts.joined(separator: ", ")
    }

    /// What all cells of a scenario have in common, in words.
    private static func shared(_ keys: SettingKeys, _ columns: [SettingColumn]) -> String {
        var parts: [String] = []
        for column in SettingColumn.allCases where SettingColumn.describing.contains(column) {
            let values = keys.told(column, keys.keys.indices)
            if values.count == 1 {
                if column == .slowKind, values == [.text(SlowKind.constant.rawValue)] { continue }
                parts.append(column.words(values[0]))
            } else if column == .offeredRate, let first = values.first, let last = values.last,
                !columns.contains(column)
            {
                parts.append("\(first.plain) to \(last.plain) messages/s")
            }
        }
        return parts.joined(separator: ", ")
    }
}
