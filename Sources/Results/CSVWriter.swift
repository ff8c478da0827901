/// Writes rows of CSV: RFC 4180 with LF, UTF-8, `.` decimals.
public struct CSVWriter<Row: Sendable>: Sendable {
    public let columns: [Column<Row>]

    public init(columns: [Column<Row>]) { self.columns = columns }

    /// The header with its newline.
    public var header: String { CSVText.line(columns.map(\.name)) }

    /// A whole row with its newline, to be appended with one write.
    public func row(_ row: Row) -> String { CSVText.line(columns.map { $0.field(of: row) }) }
}

/// The quoting of RFC 4180.
enum CSVText {
    static func line(_ fields: [String]) -> String {
        // A line of one empty field would be an empty line.
        if fields == [""] { return "\"\"\n" }
        return fields.map(quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else { return field }
        var text = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
