import Synchronization

/// What a stand-in broker has seen by itself, for a test to hold the trial's figures against. Of this process's latest
/// trial with such a fault.
final class Witness: Sendable {
    static let shared = Witness()

    /// One delivery: the clock was read by the trial at some moment from `earliest` to `latest`.
    struct Delivery: Sendable {
        var intended: Int64
        var actual: Int64
        var earliest: Int64
        var latest: Int64
    }

    private let seen = Mutex<[Delivery]>([])

    var deliveries: [Delivery] { seen.withLock { $0 } }

    func begin() {
        seen.withLock {
            $0 = []
            $0.reserveCapacity(1 << 15)
        }
    }

    func add(_ delivery: Delivery) { seen.withLock { $0.append(delivery) } }
}
