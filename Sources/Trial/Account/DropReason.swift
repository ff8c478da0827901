extension TrialObserver {
    /// Why a delivery did not happen.
    public enum DropReason: Sendable, CaseIterable {
        /// No room came within the send timeout.
        case timedOut
        /// The channel was full and the strategy does not wait.
        case rejectedNewest
        /// The oldest message made room for the newest.
        case evictedOldest
        /// The subscription was closed before it could read the message.
        case closed
    }
}
