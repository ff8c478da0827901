/// Cells of text in columns: the first ones to the left, figures to the right.
struct TextTable {
    enum Alignment { case left, right }

    var header: [String]
    var alignment: [Alignment]
    var rows: [[String]] = []

    /// Lines without trailing blanks, two blanks between columns.
    func lines() -> [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return alignment[column] == .left ? row[column] + blanks : blanks + row[column]
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
