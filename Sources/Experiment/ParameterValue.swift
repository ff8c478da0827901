/// One value of a plan's parameter, as it is written in a plan.
public enum ParameterValue: Sendable, Hashable {
    /// A word out of a list, or a name.
    case word(String)
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// A time, in nanoseconds.
    case duration(Int)
    /// A size, in bytes.
    case bytes(Int)
    /// `true` or `false`.
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
