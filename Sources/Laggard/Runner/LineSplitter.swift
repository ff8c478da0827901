/// Cuts a stream of bytes into lines, and never holds more than one line's limit of it.
struct LineSplitter: Sendable {
    enum Line: Sendable, Equatable {
        /// A whole line without its line feed.
        case whole([UInt8])
        /// What was left when the stream ended: cut off, or only without its line feed.
        case unterminated([UInt8])
        /// Longer than the limit: its beginning.
        case tooLong([UInt8])
    }

    /// A line of the protocol takes a few thousand bytes; a megabyte is no line of it.
    static let limit = 1 << 20

    private var rest: [UInt8] = []
    private var isSkipping = false

    /// Takes bytes, gives the lines that they complete.
    mutating func append(_ bytes: some Collection<UInt8>) -> [Line] {
        var lines: [Line] = []
        var pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        while let piece = pieces.popFirst() {
            if !isSkipping { rest.append(contentsOf: piece) }
            if rest.count > Self.limit {
                lines.append(.tooLong(Array(rest.prefix(200))))
                rest = []
                isSkipping = true
            }
            guard !pieces.isEmpty else { break }
            if !isSkipping { lines.append(.whole(rest)) }
            rest = []
            isSkipping = false
        }
        return lines
    }

    /// The stream has ended: what is left.
    mutating func finish() -> Line? {
        defer { rest = [] }
        return rest.isEmpty ? nil : .unterminated(rest)
    }
}
