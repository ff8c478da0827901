/// `evict`: as `deadline`, and a subscription that times out in `limit` broadcasts in a row is closed, with an error
/// that says so (`Subscription.error`). What its buffer held is dropped as `closed`, and so is what it misses while
/// somebody holds it. Broadcasts then no longer wait for
/// it: one dead subscriber costs the publisher `limit` timeouts, once.
struct EvictStrategy: SendTimeoutStrategy {
    let deadline: DeadlineStrategy
    let limit: Int
    var evictionLimit: Int? { limit }

    func makeSendTimeout(_ shared: (any SharedTimeout)?) -> any SendTimeout { deadline.makeSendTimeout(shared) }
}
