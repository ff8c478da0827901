extension JSONText {
    /// Each column as its first number and then the differences, which compress to a third; a column that no sample has
    /// is left out.
    mutating func series(_ series: TimeSeries) {
        var members: [(key: String, write: (inout JSONText) -> Void)] = [
            ("elapsed_ms", { $0.differences(series.elapsed) }), ("phase", { $0.phases(series) }),
        ]
        for column in TimeSeries.Column.allCases {
            let values = series.values(column)
            if values.contains(where: { $0 != nil }) {
                members.append((column.rawValue, { $0.differences(values) }))
            }
        }
        object(members)
    }

    private mutating func differences(_ values: [Int?]) {
        var last = 0
        array(values) { json, value in
            guard let value else { return json.raw("null") }
            json.number(value &- last)
            last = value
        }
    }

    private mutating func phases(_ series: TimeSeries) {
        var runs: [(name: String, count: Int)] = []
        for phase in series.phases {
            if runs.last?.name == phase.rawValue {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((phase.rawValue, 1))
            }
        }
        array(runs) { json, run in
            json.raw("[")
            json.text(run.name)
            json.raw(",\(run.count)]")
        }
    }
}
