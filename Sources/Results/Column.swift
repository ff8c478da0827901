/// One column of a CSV file: its name, what it means, and how it is written and read.
public struct Column<Row: Sendable>: Sendable {
    /// With its unit in it.
    public let name: String
    public let group: String
    /// Of the values: `s`, `bytes`, `text`, ...
    public let unit: String
    public let meaning: String
    /// Whether the field may be empty.
    public let isOptional: Bool
    let write: @Sendable (Row) -> String?
    /// Sets the value; throws what was expected instead.
    let read: @Sendable (inout Row, String?) throws(FieldMismatch) -> Void

    /// The text of the field, unquoted; empty where the value is absent.
    public func field(of row: Row) -> String { write(row) ?? "" }
}

extension Column {
    typealias Path<Value> = WritableKeyPath<Row, Value> & Sendable

    /// A column that every row has a value in.
    static func required<Value: CSVField>(
        _ name: String, _ path: Path<Value>, _ group: String, _ unit: String, _ meaning: String
    ) -> Column {
        Column(name: name, group: group, unit: unit, meaning: meaning, isOptional: false) { row in
            row[keyPath: path].csv
        } read: { (row, text) throws(FieldMismatch) in
            guard let value = Value(csv: text ?? "") else { throw FieldMismatch(expectation: Value.expectation) }
            row[keyPath: path] = value
        }
    }

    /// A column whose field is empty where the value is absent.
    static func optional<Value: CSVField>(
        _ name: String, _ path: Path<Value?>, _ group: String, _ unit: String, _ meaning: String
    ) -> Column {
        Column(name: name, group: group, unit: unit, meaning: meaning, isOptional: true) { row in
            row[keyPath: path]?.csv
        } read: { (row, text) throws(FieldMismatch) in
            guard let text else {
                row[keyPath: path] = nil
                return
            }
            guard let value = Value(csv: text) else {
                throw FieldMismatch(expectation: "\(Value.expectation), or nothing")
            }
            row[keyPath: path] = value
        }
    }
}

/// What a field was expected to be.
struct FieldMismatch: Error { let expectation: String }
