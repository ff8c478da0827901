/// Cumulated evidence, and the least that shows what it is for.
public struct Evidence: Sendable, Equatable {
    /// A normal deviate.
    public let z: Double
    public let boundary: Double
}
