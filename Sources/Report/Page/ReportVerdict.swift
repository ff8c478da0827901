import Gate

/// What the gate says of two runs, or of the two sides of a comparison.
public enum ReportVerdict: Sendable {
    case judged(GateReport)
    /// Nothing can be compared: why, in words. Untrusted text.
    case incomparable(String)
}
