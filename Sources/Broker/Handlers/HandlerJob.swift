/// A handler as its pool sees it: something to be run for a turn.
@usableFromInline
class HandlerJob {
    init() {}

    /// Puts it in line. By whoever has taken it out of its channel, or runs it.
    @usableFromInline
    func schedule() { fatalError("abstract") }

    /// Takes a turn, on a thread whose own `thread` is.
    func run(on thread: UnsafeMutablePointer<PoolThread>) { fatalError("abstract") }
}
