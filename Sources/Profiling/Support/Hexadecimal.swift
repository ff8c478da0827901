enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var result = ""
        for byte in bytes {
            let digits = String(byte, radix: 16)
            result += digits.count == 1 ? "0" + digits : digits
        }
        return result
    }

    static func text(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> String {
        text(UnsafeBufferPointer(start: bytes, count: count))
    }
}
