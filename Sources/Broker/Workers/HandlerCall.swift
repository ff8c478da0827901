/// What a worker's word says of the call of a handler: its number in the upper bits, below it what is about it.
///
/// The worker's thread writes it, until others take part: who watches may find the call overdue, and take the worker
/// away from its thread, both by compare-and-exchange. The thread learns it when the call is over.
struct HandlerCall: Equatable {
    enum State: UInt64 {
        /// No call.
        case none = 0
        case running = 1
        /// It takes longer than it may.
        case overdue = 2
        /// Another thread has the worker now.
        case taken = 3
    }
    let word: UInt64

    init(word: UInt64) { self.word = word }
    init(_ number: UInt64, _ state: State) { word = number << 2 | state.rawValue }

    var number: UInt64 { word >> 2 }
    var state: State { State(rawValue: word & 3) ?? .none }

    /// The same call in another state.
    func with(_ state: State) -> HandlerCall { HandlerCall(number, state) }
}
