/// What is wrong with a CSV file, and where.
public struct CSVError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// Line of the file, from 1, where the row begins.
    public var line: Int
    /// Nil where the row as a whole is wrong.
    public var column: String?
    /// What is wrong and what to do.
    public var message: String

    public init(file: String, line: Int, column: String? = nil, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String {
        "\(file):\(line): \(column.map { "column '\($0)': " } ?? "")\(message)"
    }
}
