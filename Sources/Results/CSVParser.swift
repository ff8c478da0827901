/// The state machine of RFC 4180, a byte at a time.
struct CSVParser {
    private enum State { case fieldStart, plain, quoted, quoteInQuoted, carriageReturn }

    let file: String
    private(set) var rows: [CSVTable.Row] = []
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var line = 1
    private var offset = 0
    /// Where the row under way begins.
    private var start = (line: 1, offset: 0)

    init(file: String) { self.file = file }

    /// The oldest whole row, taken out.
    mutating func popRow() -> CSVTable.Row? { rows.isEmpty ? nil : rows.removeFirst() }

    /// The row under way, if there is one.
    var torn: CSVTable.TornTail? {
        start.offset == offset ? nil : CSVTable.TornTail(line: start.line, offset: start.offset)
    }

    mutating func take(_ byte: UInt8) throws(CSVError) {
        offset += 1
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { field.append(byte) }
        case .quoteInQuoted where byte == UInt8(ascii: "\""):
            field.append(byte)
            state = .quoted
        case .carriageReturn where byte != UInt8(ascii: "\n"):
            throw error("a carriage return without a newline: quote the field")
        case .fieldStart where byte == UInt8(ascii: "\""):
            state = .quoted
        case .fieldStart, .plain, .quoteInQuoted, .carriageReturn:
            try takeUnquoted(byte)
        }
        if byte == UInt8(ascii: "\n") {
            line += 1
            if state == .fieldStart && fields.isEmpty && field.isEmpty { start = (line, offset) }
        }
    }

    private mutating func takeUnquoted(_ byte: UInt8) throws(CSVError) {
        switch byte {
        case UInt8(ascii: ","):
            try endField()
        case UInt8(ascii: "\n"):
            try endField()
            rows.append(CSVTable.Row(line: start.line, fields: fields))
            fields = []
        case UInt8(ascii: "\r"):
            state = .carriageReturn
        case _ where state == .quoteInQuoted:
            throw error("text after a closing quote: double the quotes inside a quoted field")
        case UInt8(ascii: "\""):
            throw error("a quote inside an unquoted field: quote the whole field, and double the quotes in it")
        default:
            field.append(byte)
            state = .plain
        }
    }

    private mutating func endField() throws(CSVError) {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw error("field \(fields.count + 1) is no UTF-8")
        }
        fields.append(text)
        field = []
        state = .fieldStart
    }

    private func error(_ message: String) -> CSVError {
        CSVError(file: file, line: start.line, message: message)
    }
}
