/// One value of a plan's parameter, as it is written in a plan.
public enum ParameterValue: Sendable, Hashable {
    case word(String)
    case integer(Int)
    case number(Double)
    /// In nanoseconds.
    case duration(Int)
    case bytes(Int)
    case flag(Bool)

    /// The value as a plan writes it, units included. `Parameter.parse` reads it back.
    public var text: String {
        switch self {
        case .word(let word): word
        case .integer(let integer): String(integer)
        case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
        case .duration(let nanoseconds): UnitTable.duration.text(nanoseconds)
        case .bytes(let bytes): UnitTable.bytes.text(bytes)
        case .flag(let flag): flag ? "true" : "false"
        }
    }
}
