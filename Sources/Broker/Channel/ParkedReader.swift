/// Who reads a channel, while there is nothing to read.
@usableFromInline
enum ParkedReader: @unchecked Sendable {
    // Sendable: a continuation is, and so is a job, which keeps itself alive until its handler has ended.
    case task(UnsafeContinuation<Bool, Never>)
    case handler(Unmanaged<HandlerJob>)

    /// Lets it look again, also at the end, which it finds by itself. Outside of every lock.
    @inlinable
    func resume() {
        switch self {
        case .task(let continuation): continuation.resume(returning: true)
        case .handler(let job): job._withUnsafeGuaranteedRef { $0.schedule() }
        }
    }
}
