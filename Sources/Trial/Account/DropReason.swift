/// Why a delivery did not happen.
public enum DropReason: Int, Sendable, CaseIterable {
    case timedOut, rejectedNewest, evictedOldest, closed
}
