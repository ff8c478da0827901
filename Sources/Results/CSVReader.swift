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
        var rows: [Row] = []
        let torn = try stream(Array(bytes), file: file) { row, _ in rows.append(row) }
        return Contents(rows: rows, torn: torn)
    }

    /// Hands each row over as soon as it is read, with the line that it begins on: of a large file there is never more
    /// than one in memory. Throws as `read` does; gives back the torn last row.
    func stream(
        _ bytes: [UInt8], file: String, _ take: (Row, Int) -> Void
    ) throws(CSVError) -> CSVTable.TornTail? {
        var parser = CSVParser(file: file)
        var header: Header?
        for byte in bytes {
            try parser.take(byte)
            guard byte == UInt8(ascii: "\n"), let row = parser.popRow() else { continue }
            guard let known = header else {
                header = self.header(row, file)
                continue
            }
            try checkVersion(row, known, file)
            if let wrong = known.wrong { throw wrong }
            take(try self.row(row, known.order, file), row.line)
        }
        guard let header else {
            if let torn = parser.torn { return torn }
            throw CSVError(file: file, line: 1, message: "the file is empty: a header is missing")
        }
        if let wrong = header.wrong { throw wrong }
        return parser.torn
    }

    /// A file's header: its columns, or what is wrong with it.
    private struct Header {
        var order: [Column<Row>] = []
        /// Said only when the first row has the right version, since another version has other columns.
        var wrong: CSVError?
        var versionIndex: Int?
    }

    private func header(_ row: CSVTable.Row, _ file: String) -> Header {
        var header = Header()
        if schemaVersion != nil { header.versionIndex = row.fields.firstIndex(of: "schema_version") }
        do throws(CSVError) { header.order = try order(of: row, file) } catch { header.wrong = error }
        return header
    }

    private func row(_ row: CSVTable.Row, _ order: [Column<Row>], _ file: String) throws(CSVError) -> Row {
        guard row.fields.count == order.count else {
            throw CSVError(
                file: file, line: row.line, message: "\(row.fields.count) fields, but the header has \(order.count)")
        }
        var result = blank
        for index in order.indices {
            let field = row.fields[index]
            do {
                try order[index].read(&result, field.isEmpty ? nil : field)
            } catch {
                throw CSVError(
                    file: file, line: row.line, column: order[index].name,
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

    private func checkVersion(_ row: CSVTable.Row, _ header: Header, _ file: String) throws(CSVError) {
        guard let schemaVersion, let index = header.versionIndex, row.fields.indices.contains(index),
            row.fields[index] != String(schemaVersion)
        else { return }
        throw CSVError(
            file: file, line: row.line, column: "schema_version",
            message: "the file has version '\(row.fields[index])' and this laggard reads version "
                + "\(schemaVersion): read it with the laggard that wrote it, or run the plan again")
    }
}

// For these rows the compiler makes code of their own, which is ten times as fast: their files are the large ones.
extension CSVReader<SampleRow> {
    /// As `read`, a row at a time, with the line that it begins on. Gives back the torn last row.
    public func forEach(
        in bytes: [UInt8], file: String, _ take: (SampleRow, Int) -> Void
    ) throws(CSVError) -> CSVTable.TornTail? { try stream(bytes, file: file, take) }
}

extension CSVReader<HistogramRow> {
    /// As `read`, a row at a time, with the line that it begins on. Gives back the torn last row.
    public func forEach(
        in bytes: [UInt8], file: String, _ take: (HistogramRow, Int) -> Void
    ) throws(CSVError) -> CSVTable.TornTail? { try stream(bytes, file: file, take) }
}
