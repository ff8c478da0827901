/// A table of HTML, row by row.
struct HTMLTable {
    /// A column: its head, what it means (shown where one points at it), and whether it holds figures.
    struct Column {
        var title: String
        var meaning = ""
        var isFigure = false
    }

    /// What it is, for whoever hears it.
    let label: String
    let columns: [Column]
    private var lines: Markup = ""

    init(_ label: String, columns: [Column]) {
        self.label = label
        self.columns = columns
    }

    mutating func add(_ row: [Markup]) {
        let cells = zip(columns, row).map { column, cell -> Markup in
            column.isFigure ? "<td class=\"figure\">\(cell)</td>" : "<td>\(cell)</td>"
        }
        lines += "<tr>\(Markup(cells))</tr>\n"
    }

    /// A line over the whole width, for the rows below it.
    mutating func add(group: String) {
        lines += "<tr class=\"group\"><th colspan=\"\(columns.count)\" scope=\"colgroup\">\(group)</th></tr>\n"
    }

    var markup: Markup {
        let heads = columns.map { column -> Markup in
            let kind: Markup = column.isFigure ? " class=\"figure\"" : ""
            let meaning: Markup = column.meaning.isEmpty ? "" : " title=\"\(column.meaning)\""
            return "<th scope=\"col\"\(kind)\(meaning)>\(column.title)</th>"
        }
        // Wider than a phone: what scrolls has to be reached with the keyboard.
        return
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\"><table>\n<thead><tr>\(Markup(heads))</tr></thead>\n"
            + "<tbody>\n\(lines)</tbody>\n</table></div>\n"
    }
}
