/// What is known of addresses.
struct SymbolTable: Sendable {
    /// The functions at an address: those inlined into others first, the one that they are all in last. Addresses of
    /// which nothing is known are not there.
    var frames: [UInt64: [SymbolFrame]] = [:]
    /// The addresses whose lines were not looked up, because that would have taken too long.
    var withoutLines = 0
}
