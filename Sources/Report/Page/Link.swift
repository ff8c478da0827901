/// What leads to a place of the page: hash routes.
enum Link {
    /// To a cell, by the id that the report has it under.
    static func cell(_ id: String) -> String { "#cell=\(encoded(id))" }

    /// To a trial.
    static func trial(_ id: String) -> String { "#trial=\(encoded(id))" }

    /// As `encodeURIComponent` does it.
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let character = Character(Unicode.Scalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "-_.!~*()".contains(character) {
                encoded.append(character)
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
