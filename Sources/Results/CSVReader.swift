import Experiment

/// Reads the rows of a CSV file through its list of columns.
public struct CSVReader<Row: Sendable>: Sendable {
    /// What a file holds.
    public struct Contents: Sendable {
        public var rows: [Row]
        /// A row that was not written to its end; cut the file off there before appending to it.
        public var torn: CSVTable.TornTail?
    }

    public let columns: [Column<Row>]
    private let blank: Row
    /// The version that a file must have, where its columns have one.
    private let schemaVersion: Int?

    init(columns: [Column<Row>], blank: Row, schemaVersion: Int?) {
        self.columns = columns
        self.blank = blank
        self.schemaVersion = schemaVersion
    }

    /// Reads a file's bytes; `file` is its name in messages. Throws `CSVError` with line and column. A torn last row is
    /// no error: it is left out, and reported.
    public func read(_ bytes: some Sequence<UInt8>, file: String) throws(CSVError) -> Contents {
        let table = try CSVTable(bytes, file: file)
        guard let header = table.header else {
            if table.torn != nil { return Contents(rows: [], torn: table.torn) }
            throw CSVError(file: file, line: 1, message: "the file is empty: a header is missing")
        }
        try checkVersion(table, file)
        let order = try order(of: header, file)
        var rows: [Row] = []
        rows.reserveCapacity(table.rows.count)
        for row in table.rows { rows.append(try self.row(row, order, file)) }
        return Contents(rows: rows, torn: table.torn)
    }

    private func row(_ row: CSVTable.Row, _ order: [Column<Row>], _ file: String) throws(CSVError) -> Row {
        guard row.fields.count == order.count else {
            throw CSVError(
                file: file, line: row.line, message: "\(row.fields.count) fields, but the header has \(order.count)")
        }
        var result = blank
        for (column, field) in zip(order, row.fields) {
            do {
                try column.read(&result, field.isEmpty ? nil : field)
            } catch {
                throw CSVError(
                    file: file, line: row.line, column: column.name,
                    message: "'\(field)' is not \(error.expectation)")
            }
        }
        return result
    }

    /// The columns in the file's order: all of ours and no other.
    private func order(of header: CSVTable.Row, _ file: String) throws(CSVError) -> [Column<Row>] {
        let byName = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0) })
        var order: [Column<Row>] = []
        var seen: Set<String> = []
        for name in header.fields {
            guard let column = byName[name] else {
                let meant = Spelling.suggestion(for: name, among: columns.map(\.name))
                let hint = meant.map { "; did you mean '\($0)'?" } ?? ""
                throw CSVError(file: file, line: header.line, column: name, message: "is unknown\(hint)")
            }
            guard seen.insert(name).inserted else {
                throw CSVError(file: file, line: header.line, column: name, message: "is there twice")
            }
            order.append(column)
        }
        if let missing = columns.first(where: { !seen.contains($0.name) }) {
            throw CSVError(file: file, line: header.line, column: missing.name, message: "is missing")
        }
        return order
    }

    /// Before the header is looked at, since another version has other columns.
    private func checkVersion(_ table: CSVTable, _ file: String) throws(CSVError) {
        guard let schemaVersion, let index = table.header?.fields.firstIndex(of: "schema_version") else { return }
        for row in table.rows where row.fields.indices.contains(index) && row.fields[index] != String(schemaVersion) {
            throw CSVError(
                file: file, line: row.line, column: "schema_version",
                message: "the file has version '\(row.fields[index])' and this laggard reads version "
                    + "\(schemaVersion): read it with the laggard that wrote it, or run the plan again")
        }
    }
}
