import Synchronization

@testable import Broker

/// What every subscription of a schedule was given, and what was dropped for it.
final class Ledger: BroadcastObserver {
    struct Account {
        /// Numbers of each publisher, as they came.
        var received: [[Int]]
        /// Numbers of each publisher that were reported as not delivered.
        var dropped: [[Int]]
    }
    private let accounts: Mutex<[Int: Account]>
    private let publishers: Int

    init(publishers: Int) {
        accounts = Mutex([:])
        self.publishers = publishers
    }

    func received(_ letter: Letter, by subscription: SubscriptionID) {
        enter(subscription) { $0.received[letter.publisher].append(letter.number) }
    }

    func dropped(_ letter: Letter, by subscription: SubscriptionID, reason: DropReason) {
        enter(subscription) { $0.dropped[letter.publisher].append(letter.number) }
    }

    func waited(nanoseconds: Int64) {}

    func account(of subscription: SubscriptionID) -> Account {
        accounts.withLock { $0[subscription.rawValue] ?? empty }
    }

    private func enter(_ subscription: SubscriptionID, _ entry: (inout Account) -> Void) {
        accounts.withLock { entry(&$0[subscription.rawValue, default: empty]) }
    }

    private var empty: Account {
        let none = [[Int]](repeating: [], count: publishers)
        return Account(received: none, dropped: none)
    }
}
