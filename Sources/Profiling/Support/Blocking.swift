import Glibc

/// Runs what blocks on a thread of its own, so that no thread of Swift's tasks waits for it. Where there are no more
/// threads, it blocks all the same.
func awaitBlocking<Value: Sendable>(_ name: String, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        do {
            try NamedThread<Void>(name) { continuation.resume(returning: body()) }.detach()
        } catch {
            continuation.resume(returning: body())
        }
    }
}
