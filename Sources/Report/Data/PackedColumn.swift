import Experiment
import Results

/// One column of all trials, in as few bytes as it takes: `{"all": v}`, `{"values": [...]}`, or for texts
/// `{"words": [...], "at": [...]}`. Absent is null.
struct PackedColumn {
    /// How a page takes the values.
    enum Kind: String { case number, text, flag }

    let kind: Kind
    /// Fields of CSV.
    let fields: [String?]

    /// - Parameter fields: as CSV has them; an empty one is absent.
    init(kind: Kind, fields: [String]) {
        self.kind = kind
        self.fields = fields.map { $0.isEmpty ? nil : $0 }
    }

    /// What a column's values are.
    static func kind<Row>(of column: Column<Row>) -> Kind {
        // A whole number of 64 bits is more than the numbers of JavaScript hold.
        if column.name == "seed" { return .text }
        return switch column.unit {
        case "text": .text
        case "flag": .flag
        default: .number
        }
    }

    func write(to json: inout JSONText) {
        if let first = fields.first, fields.allSatisfy({ $0 == first }) {
            json.object([("all", { write(first, to: &$0) })])
        } else if kind == .text {
            let words = Set(fields.compactMap(\.self)).sorted()
            let places = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
            json.object([
                ("words", { $0.array(words) { $0.text($1) } }),
                ("at", { $0.array(fields) { $0.raw($1.flatMap { places[$0] }.map(String.init) ?? "null") } }),
            ])
        } else {
            json.object([("values", { $0.array(fields) { write($1, to: &$0) } })])
        }
    }

    private func write(_ field: String?, to json: inout JSONText) {
        // Numbers and flags are written in CSV as JSON has them.
        if kind == .text { json.text(field) } else { json.raw(field ?? "null") }
    }
}
