/// Semantic version of the program: in `laggard --version`, in each child's `hello`, and in CHANGELOG.md.
public enum Version {
    /// Of this very code.
    public static let current = "0.1.0"
}
