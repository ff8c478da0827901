extension String {
    /// The text as it may be shown: one line, control characters escaped, cut short with an ellipsis.
    ///
    /// What a child prints reaches terminals and CSV fields: it must not move a cursor or break a row.
    func shown(limit: Int = 120) -> String {
        var out = ""
        var count = 0
        for scalar in unicodeScalars {
            if count >= limit { return out + "..." }
            let piece = scalar.isControl ? scalar.escaped(asASCII: true) : String(scalar)
            out += piece
            count += piece.count
        }
        return out
    }
}

extension Unicode.Scalar {
    /// Control and format characters, line and paragraph separators.
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
        default: false
        }
    }
}
