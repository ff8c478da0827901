/// Cells of text in columns, two blanks between them, without trailing blanks.
struct PlainTable {
    var header: [String]
    /// Columns of figures, which go to the right.
    var right: Set<Int> = []
    var rows: [[String]] = []

    func lines() -> [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return right.contains(column) ? blanks + row[column] : row[column] + blanks
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }
}
