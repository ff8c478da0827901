/// Text from outside, made harmless for where it goes.
enum Untrusted {
    /// For a terminal: control characters, which could move its cursor, become `?`.
    static func terminal(_ text: String) -> String { replacing(text) { isControl($0) ? "?" : nil } }

    /// A Markdown code span, in a table or out of it: nothing in it is interpreted, nobody is mentioned. What would
    /// end the span or the table's cell is replaced by what looks alike.
    static func code(_ text: String) -> String {
        let inner = replacing(text) { scalar in
            switch scalar {
            case "`": "\u{2CB}"
            case "|": "\u{A6}"
            case "\\": "\u{2216}"
            default: isControl(scalar) ? "?" : nil
            }
        }
        return inner.allSatisfy({ $0 == " " }) ? "-" : "`\(inner)`"
    }

    /// Running text in Markdown: nothing in it is markup, a link, an issue or somebody's name.
    static func markdown(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            // With a blank of no width after it a name or a number is none.
            case "@", "#": "\(scalar)\u{200B}"
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$", ":", "/": "\\\(scalar)"
            default: isControl(scalar) ? "?" : nil
            }
        }
        .replacing("www.", with: "www\\.")
    }

    /// For an attribute's value or an element's text in XML 1.0: characters that it cannot hold become `?`.
    static func xml(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&apos;"
            case "\u{FFFE}", "\u{FFFF}": "?"
            default: isControl(scalar) ? "?" : nil
            }
        }
    }

    /// C0 and C1, the line and paragraph separators, and what reverses the direction of writing.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func replacing(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let replaced = replacement(scalar) { result += replaced } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
