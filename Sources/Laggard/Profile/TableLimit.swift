/// How much of a table of functions is shown.
struct TableLimit: Sendable, Equatable {
    var count: Int
    var order: FunctionOrder
    /// Characters of a name: those of C++ may have a thousand.
    var width = 120
}
