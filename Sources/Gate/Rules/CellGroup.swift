import Experiment

/// The trials of one cell.
struct CellGroup {
    let cell: ComparedCell
    var records: [TrialRecord]

    /// In the order of each cell's first trial.
    static func groups(of records: [TrialRecord]) -> [CellGroup] {
        var places: [String: Int] = [:]
        var groups: [CellGroup] = []
        let labels = ComparedCell.labelled(records.map { ($0.cellID, $0.cell) })
        for record in records {
            if let place = places[record.cellID] {
                groups[place].records.append(record)
            } else {
                places[record.cellID] = groups.count
                groups.append(CellGroup(cell: labels[record.cellID]!, records: [record]))
            }
        }
        return groups
    }
}
