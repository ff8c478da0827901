import Experiment

/// What a stand-in broker does wrong, so that a trial can be seen to notice it. Written into the cell's scenario as
/// `name=k`, since a broker is given nothing but its cell.
enum Fault: String {
    /// The first k messages of the window are dropped for subscriber 0, and reported.
    case drop
    /// The first k messages of the window reach subscriber 0 twice.
    case duplicate
    /// k times, subscriber 0 is given two messages in the wrong order.
    case reorder
    /// The first k messages of the window are lost for subscriber 0, and not reported.
    case lose
    /// The first k messages of the window reach subscriber 0 and are reported as dropped.
    case phantom
    /// Messages come from the future.
    case future
    /// `publish` throws at message k.
    case refuse
    /// `publish` of message k of the window returns 500 ms late, as a stalled generator would. Deliveries are made
    /// within `publish`, and witnessed.
    case pause
    /// Each subscriber waits for 20 ms before it receives every k-th message of the window. Deliveries are witnessed.
    case hold
    /// Each message takes k blocks of `leakedBytes` that are given back only when the broker is closed. Deliveries are
    /// made within `publish`.
    case leak
    /// k senders are said to be alive.
    case senders

    /// One of jemalloc's size classes, above what its thread caches hold.
    static let leakedBytes = 40_960
    static let pauseTime: Int64 = 500_000_000
    static let holdTime: Int64 = 20_000_000

    static func parse(_ scenario: String) -> (fault: Fault, count: Int)? {
        let parts = scenario.split(separator: "=")
        guard parts.count == 2, let fault = Fault(rawValue: String(parts[0])), let count = Int(parts[1]) else {
            return nil
        }
        return (fault, count)
    }
}
