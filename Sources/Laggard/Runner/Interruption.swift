import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM as a fact that can be asked for, instead of the end of the process.
///
/// The first signal asks the run to stop in good order; the third, for a run that does not, ends the process.
final class Interruption: Sendable {
    private struct State {
        var signal: Int32?
        var count = 0
    }

    private let state = Mutex(State())

    init() {}

    /// The first signal that came, if any.
    var signal: Int32? { state.withLock { $0.signal } }

    /// What a signal's handler calls.
    func receive(_ signal: Int32) {
        let count = state.withLock { state in
            state.signal = state.signal ?? signal
            state.count += 1
            return state.count
        }
        if count >= 3 { _exit(ExitStatus(endedBy: signal).rawValue) }
    }

    /// Takes the two signals over for the rest of the process.
    func install() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in receive(number) }
            source.resume()
            return source
        }
    }
}
