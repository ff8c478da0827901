/// What is written to a terminal to draw lines over those that were there. Pure.
///
/// Between two drawings the cursor rests at the start of the first line. There it stays whatever a terminal does with
/// long lines when its window is made narrower, so that the next drawing begins in the right place. Each line is
/// overwritten and then its rest erased, in one write: nothing is blank in between. Wrapping is off meanwhile, for
/// terminals that show the bars of sparklines twice as wide.
enum LiveFrame {
    /// Takes the lines away.
    static let cleared = "\r\u{1B}[J"

    static func text(_ lines: [String]) -> String {
        let up = lines.count > 1 ? "\u{1B}[\(lines.count - 1)A" : ""
        return "\u{1B}[?7l\r" + lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J" + up + "\r\u{1B}[?7h"
    }

    /// A line that stays, in place of those that were drawn.
    static func kept(_ text: String, isBad: Bool) -> String {
        cleared + (isBad ? "\u{1B}[31m\(text)\u{1B}[0m" : text) + "\n"
    }
}
