import Experiment

extension ComparedCell {
    /// Names for cells, by id: the scenario, and of each setting that differs among the cells of the scenario its
    /// value, as `key=value`.
    public static func labelled(_ cells: [(id: String, cell: Cell)]) -> [String: ComparedCell] {
        var settings: [String: [(key: String, value: String)]] = [:]
        var scenarios: [String: String] = [:]
        for (id, cell) in cells where scenarios[id] == nil {
            scenarios[id] = cell.scenario
            settings[id] = Self.settings(of: cell)
        }
        var named: [String: ComparedCell] = [:]
        for ids in Dictionary(grouping: scenarios.keys, by: { scenarios[$0]! }).values {
            let varying = Self.varying(ids.map { settings[$0]! })
            for id in ids {
                let words = settings[id]!.filter { varying.contains($0.key) }.map { "\($0.key)=\($0.value)" }
                let scenario = scenarios[id]!
                named[id] = ComparedCell(
                    id: id, scenario: scenario, label: ([scenario] + words).joined(separator: " "))
            }
        }
        return named
    }

    private static func settings(of cell: Cell) -> [(key: String, value: String)] {
        CellID.canonicalText(of: cell).split(separator: "\n").compactMap { line in
            let sides = line.split(separator: "=", maxSplits: 1)
            return sides.count == 2 ? (key: String(sides[0]), value: String(sides[1])) : nil
        }
    }

    private static func varying(_ settings: [[(key: String, value: String)]]) -> Set<String> {
        var values: [String: [String]] = [:]
        for cell in settings { for (key, value) in cell { values[key, default: []].append(value) } }
        return Set(values.filter { $0.value.count < settings.count || Set($0.value).count > 1 }.keys)
    }
}
