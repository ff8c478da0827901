import Synchronization

@testable import Broker

/// Remembers every drop and every wait.
final class RecordingObserver: BroadcastObserver {
    struct Drop: Equatable {
        let message: Int
        let subscription: Int
        let reason: DropReason
    }
    private let state = Mutex<(drops: [Drop], waits: [Int64], undecided: [Int])>(([], [], []))

    var drops: [Drop] { state.withLock { $0.drops } }
    /// Subscriptions of deliveries that the end of the broker left undecided.
    var undecided: [Int] { state.withLock { $0.undecided } }
    var waits: [Int64] { state.withLock { $0.waits } }

    func dropped(_ message: Int, by subscription: SubscriptionID, reason: DropReason) {
        state.withLock {
            $0.drops.append(Drop(message: message, subscription: subscription.rawValue, reason: reason))
        }
    }

    func undecided(_ message: Int, by subscription: SubscriptionID) {
        state.withLock { $0.undecided.append(subscription.rawValue) }
    }

    func waited(nanoseconds: Int64) { state.withLock { $0.waits.append(nanoseconds) } }
}
