/// The size of what a trial publishes.
public enum PayloadSize {
    /// Bytes of a trial's message: two times of 8 bytes, its index and its publisher of 4 each.
    public static let bytes = 24
}
