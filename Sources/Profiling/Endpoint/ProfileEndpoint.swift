import Glibc
import Synchronization

/// Profiles of this process over HTTP, for `go tool pprof` and for browsers, at `/debug/pprof/`.
///
/// ```swift
/// try await ProfileEndpoint().run()    // go tool pprof -seconds 10 http://127.0.0.1:6060/debug/pprof/profile
/// ```
///
/// It runs on threads of its own, so it answers also when every thread of Swift's tasks is busy or blocked. Until it is
/// asked for a profile it costs nothing. Only this machine reaches it, and no page of another site that is open in a browser
/// here, unless it is told otherwise. `run` has the form of a service of Swift Service Lifecycle.
public final class ProfileEndpoint: Sendable {
    private enum State {
        case bound(Int32)
        case serving(NamedThread<Void>)
        case stopped
    }

    /// The port that it listens on.
    public let port: Int

    private let access: EndpointAccess
    private let state: Mutex<State>
    private let signal: StopSignal

    /// Begins to listen; requests wait until `run` or `start`.
    ///
    /// - Parameters:
    ///   - port: 0: any that is free.
    ///   - address: an IPv4 or IPv6 address of this machine.
    ///   - allowsOtherMachines: must be said for an address that other machines can reach: a profile tells them much,
    ///     and to make one costs time.
    /// - Throws: `ProfileEndpointError`.
    public init(
        port: Int = 6060, address: String = "127.0.0.1", allowsOtherMachines: Bool = false
    ) throws(ProfileEndpointError) {
        guard let number = UInt16(exactly: port) else { throw .badPort(port) }
        guard let socketAddress = SocketAddress(address, port: number) else { throw .badAddress(address) }
        guard socketAddress.isLoopback || allowsOtherMachines else { throw .openToOthers(address) }
        access = allowsOtherMachines ? .anyName : .ownNames
        do throws(SystemError) {
            signal = try StopSignal()
            let listener = try Listener.open(socketAddress, name: "\(address) port \(port)")
            self.port = SocketAddress.port(of: listener)
            state = Mutex(.bound(listener))
        } catch {
            throw .system(error)
        }
    }

    deinit {
        stop()
    }

    /// Begins to answer, and returns.
    ///
    /// - Throws: `ProfileEndpointError.used` unless it is the first time.
    public func start() throws(ProfileEndpointError) {
        let (signal, access) = (signal, access)
        try state.withLock { state throws(ProfileEndpointError) in
            guard case .bound(let listener) = state else { throw .used }
            do throws(SystemError) {
                state = .serving(try NamedThread("pprof-endpoint") { Listener.serve(listener, access, until: signal) })
            } catch {
                throw .system(error)
            }
        }
    }

    /// Answers until the task is cancelled.
    ///
    /// - Throws: `ProfileEndpointError.used` if it was started before.
    public func run() async throws(ProfileEndpointError) {
        try start()
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
        await awaitBlocking("pprof-stop") { self.stop() }
    }

    /// Ends it, and waits until the last answer is on its way. A profile that is being made ends now: its client gets
    /// what there is of it.
    public func stop() {
        let old = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        signal.raise()
        switch old {
        case .bound(let listener): close(listener)
        case .serving(let thread): thread.join()
        case .stopped: break
        }
    }
}
