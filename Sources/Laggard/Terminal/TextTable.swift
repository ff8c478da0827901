/// Cells of text in columns: the first ones to the left, figures to the right.
struct TextTable {
    enum Alignment { case left, right }

    var header: [String]
    var alignment: [Alignment]
    var rows: [[String]] = []

    /// A table of a Markdown document.
    func markdownLines() -> [String] {
        let rule = alignment.map { $0 == .left ? "---" : "---:" }
        let rows = ([header] + rows).map { $0.map(Self.escaped) }
        return ([rows[0], rule] + rows.dropFirst()).map { "| " + $0.joined(separator: " | ") + " |" }
    }

    /// The text with what Markdown would take for its own.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            if "|*<~_`[\\".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
    }

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
