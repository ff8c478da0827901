/// By what functions are sorted.
enum FunctionOrder: Sendable {
    /// By what they do themselves.
    case flat
    /// With what they call.
    case cumulative

    /// The greater comes first.
    func key(_ flat: Int64, _ cumulative: Int64) -> (UInt64, UInt64) {
        self == .flat ? (flat.magnitude, cumulative.magnitude) : (cumulative.magnitude, flat.magnitude)
    }
}
