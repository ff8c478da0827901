/// A CSV file taken apart: RFC 4180, with LF or CRLF.
public struct CSVTable: Sendable, Hashable {
    /// The fields of one row, and the line that it begins on, from 1.
    public struct Row: Sendable, Hashable {
        public var line: Int
        public var fields: [String]
    }

    /// What follows the last whole row: a row that was being written when its writer died.
    public struct TornTail: Sendable, Hashable {
        public var line: Int
        /// Bytes of the file before it: its length once the tail is cut off.
        public var offset: Int
    }

    /// Nil for a file without one whole row.
    public var header: Row?
    public var rows: [Row]
    /// Nil for a file that ends with a whole row.
    public var torn: TornTail?

    /// Throws `CSVError` on a stray quote, or on text that is no UTF-8.
    public init(_ bytes: some Sequence<UInt8>, file: String) throws(CSVError) {
        var parser = CSVParser(file: file)
        for byte in bytes { try parser.take(byte) }
        torn = parser.torn
        header = parser.rows.first
        rows = Array(parser.rows.dropFirst())
    }
}
