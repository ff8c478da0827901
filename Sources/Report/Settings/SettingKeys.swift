/// What can make a setting, of each cell of one scenario: the logic of `scripts/plots/settings.py`.
struct SettingKeys {
    /// One cell's values, by column.
    struct Key: Hashable {
        /// What is compared within a setting, and what runs along its axis: they make none.
        let strategy: String
        let subscribers: Int
        /// Of two runs that stand against each other: a version that one of them has makes no setting.
        let run: Int
        let values: [SettingValue?]
    }

    let keys: [Key]

    init(_ cells: [ReportCell]) {
        keys = cells.map { cell in
            Key(
                strategy: cell.strategy, subscribers: cell.cell.subscribers, run: cell.run,
                values: SettingColumn.allCases.map { $0.value(cell) })
        }
    }

    subscript(_ index: Int, _ column: SettingColumn) -> SettingValue? { keys[index].values[column.rawValue] }

    /// The values of a column among some keys, where it applies, in order.
    func told(_ column: SettingColumn, _ indices: some Sequence<Int>) -> [SettingValue] {
        Set(indices.compactMap { self[$0, column] }).sorted()
    }

    /// The columns that vary where the strategy, the number of subscribers and the columns before them do not.
    var splitting: [SettingColumn] {
        var columns = SettingColumn.apart.filter { column in Set(keys.map { $0.values[column.rawValue] }).count > 1 }
        for column in SettingColumn.allCases where !columns.contains(column) {
            if varies(column, within: columns) { columns.append(column) }
        }
        return SettingColumn.allCases.filter(columns.contains)
    }

    private struct Peers: Hashable {
        let strategy: String
        let subscribers: Int
        let run: Int
        let values: [SettingValue?]
    }

    private func varies(_ column: SettingColumn, within columns: [SettingColumn]) -> Bool {
        let isOfRun = column == .implementationVersion || column == .side
        var seen: [Peers: SettingValue] = [:]
        for key in keys {
            guard let value = key.values[column.rawValue] else { continue }
            let peers = Peers(
                strategy: key.strategy, subscribers: key.subscribers, run: isOfRun ? key.run : 0,
                values: columns.map { key.values[$0.rawValue] })
            if let other = seen[peers], other != value { return true }
            seen[peers] = value
        }
        return false
    }
}
