/// Finds where the last whole row of a CSV file ends.
enum TornRow {
    /// The length of the file without a row that was cut off: up to and with the last line feed outside quotes.
    static func wholeLength(of bytes: some Collection<UInt8>) -> Int {
        var isQuoted = false
        var length = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\n") where !isQuoted: length = index + 1
            default: break
            }
        }
        return length
    }
}
