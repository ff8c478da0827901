import Experiment

/// What can be one field of a CSV file.
protocol CSVField: Sendable {
    /// What to write, for messages.
    static var expectation: String { get }
    /// Nil where the text is none.
    init?(csv: String)
    var csv: String { get }
}

extension String: CSVField {
    static var expectation: String { "a text" }
    init?(csv: String) { self = csv }
    var csv: String { self }
}

extension Int: CSVField {
    static var expectation: String { "a whole number" }
    init?(csv: String) { self.init(csv) }
    var csv: String { String(self) }
}

extension UInt64: CSVField {
    static var expectation: String { "a whole number from 0" }
    init?(csv: String) { self.init(csv) }
    var csv: String { String(self) }
}

extension Double: CSVField {
    static var expectation: String { "a number" }
    init?(csv: String) {
        guard let number = Double(csv), number.isFinite else { return nil }
        self = number
    }
    /// The shortest text that reads back as the same number; whole ones without a point.
    var csv: String {
        if abs(self) < 0x1p53, let whole = Int(exactly: self) { return String(whole) }
        return String(self)
    }
}

extension Bool: CSVField {
    static var expectation: String { "true or false" }
    init?(csv: String) { self.init(csv) }
    var csv: String { self ? "true" : "false" }
}

extension CSVField where Self: RawRepresentable & CaseIterable, RawValue == String {
    static var expectation: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
    init?(csv: String) { self.init(rawValue: csv) }
    var csv: String { rawValue }
}

extension StrategyName: CSVField {}
extension TimerSourceName: CSVField {}
extension Dispatch: CSVField {}
extension SlowKind: CSVField {}
extension LoadModel: CSVField {}
extension TrialStatus: CSVField {}
extension TrialLine.Phase: CSVField {}
extension HistogramName: CSVField {}
