/// How many columns of a terminal a text takes. Pure.
///
/// After the tables of Unicode's East Asian Width. Where terminals differ it says the most, so that a line that is cut
/// by it never wraps.
enum DisplayWidth {
    static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

    /// As much of the text as fits.
    static func cut(_ text: String, to columns: Int) -> String {
        var width = 0
        var end = text.startIndex
        while end < text.endIndex {
            width += of(String(text[end]))
            if width > columns { break }
            end = text.index(after: end)
        }
        return String(text[..<end])
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        // Bars, and everything else up to here, are of the usual width.
        if scalar.value < 0x1100 && !scalar.properties.isGraphemeExtend { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmoji ? 2 : 1
        }
    }

    /// The blocks of wide characters, with what lies between them.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
        0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
        0x1F000...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
