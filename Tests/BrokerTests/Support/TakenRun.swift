@testable import Broker

extension Subscription.Iterator {
    /// What `takeRun` gives where there is room for so many.
    mutating func takeRun(most: Int) -> [Message] {
        [Message](capacity: most) { takeRun(into: &$0) }
    }
}

extension ChannelReader {
    /// What `take` gives.
    mutating func take(most: Int) -> [Element] {
        [Element](unsafeUninitializedCapacity: most) { room, count in
            guard let start = room.baseAddress else { return }
            count = take(most, into: start)
        }
    }
}
