/// How a figure is held against a limit.
public enum LimitComparison: String, Sendable, Hashable, CaseIterable, Codable {
    case atMost = "<="
    case below = "<"
    case atLeast = ">="
    case above = ">"
    case equal = "=="

    public func holds(_ figure: Double, _ bound: Double) -> Bool {
        switch self {
        case .atMost: figure <= bound
        case .below: figure < bound
        case .atLeast: figure >= bound
        case .above: figure > bound
        case .equal: figure == bound
        }
    }

    /// Whether a figure that is larger than it looks may break it.
    var isUpper: Bool { self != .atLeast && self != .above }

    /// Of some figures the one that keeps it least.
    func worst(_ figures: [Double], _ bound: Double) -> Double? {
        switch self {
        case .atMost, .below: figures.max()
        case .atLeast, .above: figures.min()
        case .equal: figures.max { abs($0 - bound) < abs($1 - bound) }
        }
    }
}
