/// A function at an address, and where in the source that is.
struct SymbolFrame: Sendable, Hashable {
    /// As a person reads it.
    var name: String
    /// As the linker does.
    var linkName: String
    /// Empty if it is not known.
    var file = ""
    /// 0 if it is not known.
    var line = 0
}
