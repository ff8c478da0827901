/// The version of this program.
enum LaggardVersion {
    static let current = "0.1.0"
    /// The day of that version, as manual pages write it: changed with it.
    static let date = "November 25, 2026"
}
