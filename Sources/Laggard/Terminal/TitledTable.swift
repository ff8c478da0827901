/// A table with its title.
struct TitledTable {
    var title: String
    var table: TextTable

    /// For a terminal: the title, and the table below it.
    var text: String { ([title] + table.lines().map { "  " + $0 }).joined(separator: "\n") + "\n" }

    /// For a document.
    var markdown: String { (["**\(title)**", ""] + table.markdownLines()).joined(separator: "\n") + "\n" }
}
