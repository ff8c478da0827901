/// A terminal's screen: what has been written to it, as a human sees it. Knows what laggard may write, and notes the rest.
struct Screen {
    /// The rows under the cursor and below, each time a drawing was finished.
    private(set) var frames: [[String]] = []
    /// Characters that did not fit a line while it was drawn, and lines that wrapped though they were meant to be redrawn.
    private(set) var overflows = 0
    /// Control sequences that it does not know.
    private(set) var unknown: [String] = []

    private var columns: Int
    private let height: Int
    private var rows: [[Character]]
    private var row = 0
    private var column = 0
    private var wraps = true
    private var rest: Substring = ""

    init(columns: Int, rows: Int) {
        self.columns = columns
        height = rows
        self.rows = [[]]
    }

    /// The rows, without blanks at their ends.
    var text: [String] { rows.map(Self.trimmed) }

    private static func trimmed(_ row: [Character]) -> String {
        String(String(row).reversed().drop { $0 == " " }.reversed())
    }

    /// Another width from here on. Lines that are there stay as they are.
    mutating func resize(columns: Int) { self.columns = columns }

    /// Takes what was written; a sequence that is not complete yet waits for more.
    mutating func write(_ text: String) {
        rest += text
        while let first = rest.unicodeScalars.first {
            if first == "\u{1B}" {
                guard let end = rest.dropFirst(2).firstIndex(where: { $0.isLetter }) else { return }
                control(String(rest[rest.index(rest.startIndex, offsetBy: 2)...end]))
                rest = rest[rest.index(after: end)...]
            } else {
                // "\r\n" is one Character.
                let character = Character(rest.unicodeScalars.removeFirst())
                put(character)
            }
        }
    }

    private mutating func put(_ character: Character) {
        switch character {
        case "\r": column = 0
        case "\n":
            row += 1
            if row == rows.count { rows.append([]) }
        default:
            if column >= columns {
                guard wraps else {
                    overflows += 1
                    return
                }
                put("\r")
                put("\n")
            }
            while rows[row].count <= column { rows[row].append(" ") }
            rows[row][column] = character
            column += 1
        }
    }

    private mutating func control(_ sequence: String) {
        switch sequence {
        case "K": rows[row].removeSubrange(min(column, rows[row].count)...)
        case "J":
            rows[row].removeSubrange(min(column, rows[row].count)...)
            rows.removeSubrange((row + 1)...)
        case "1A": row = max(0, row - 1, rows.count - height)
        case "?7l": wraps = false
        case "?7h":
            wraps = true
            frames.append(rows[row...].map(Self.trimmed))
        case "31m", "0m": break
        default: unknown.append(sequence)
        }
    }
}
