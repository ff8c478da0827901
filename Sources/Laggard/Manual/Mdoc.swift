/// Text in the language of manual pages. Pure.
enum Mdoc {
    /// Longest line of the source.
    private static let width = 78

    /// Running text in lines of the source: each sentence begins one, which is how a renderer knows sentences.
    static func text(_ text: String) -> [String] {
        sentences(text).flatMap { sentence -> [String] in
            var lines: [String] = []
            var line = ""
            for word in sentence.split(separator: " ") {
                if !line.isEmpty && line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + escaped(String(word))
            }
            return lines + [line]
        }
        .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }
    }

    private static func sentences(_ text: String) -> [Substring] {
        text.split(separator: " ").reduce(into: [Substring]()) { sentences, word in
            if let last = sentences.last, !last.hasSuffix(".") {
                sentences[sentences.count - 1] = last + " " + word
            } else {
                sentences.append(word)
            }
        }
    }

    /// A list of tags with what each means.
    static func list(_ entries: [(tag: String, meaning: String)]) -> [String] {
        [".Bl -tag -width Ds"] + entries.flatMap { [".It \($0.tag)"] + text($0.meaning) } + [".El"]
    }

    /// A word as it is.
    static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\e").replacing("-", with: "\\-") }

    /// Without the full stop at its end, and small at its start: `compare two runs`.
    static func lowercased(_ text: String) -> String {
        let plain = text.hasSuffix(".") ? text.dropLast() : text[...]
        return plain.prefix(1).lowercased() + plain.dropFirst()
    }

    /// `a trial failed` as a sentence of its own.
    static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
