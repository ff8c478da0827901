/// The version of this program.
enum LaggardVersion {
    static let current = "0.1.0"
}
