extension Duration {
    /// In seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// For messages: `20 ms`, `10 s`, `0.5 s`, `1 m 30 s`, `2 h 5 m`.
    var shortText: String {
        let whole = Int(seconds.rounded())
        switch seconds {
        case 0.0005..<0.095: return "\(Int((seconds * 1_000).rounded())) ms"
        case ..<60:
            let tenths = (seconds * 10).rounded() / 10
            return tenths == tenths.rounded() ? "\(Int(tenths)) s" : "\(tenths) s"
        case ..<3_600: return whole % 60 == 0 ? "\(whole / 60) m" : "\(whole / 60) m \(whole % 60) s"
        default: return "\(whole / 3_600) h \(whole % 3_600 / 60) m"
        }
    }
}
