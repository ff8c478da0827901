/// What is known of how long a handler takes. Kept small: there is one in each channel.
struct HandlerNotes {
    /// Quick calls in a row that let a slow handler back, at first; twice as many after each relapse.
    static let probation: UInt16 = 16
    private static let mostRelapses: UInt8 = 9

    /// Whether it runs in the slow lane.
    private(set) var isSlow = false
    /// How often it was found slow.
    private var relapses: UInt8 = 0
    private var quickCalls: UInt16 = 0

    /// A call is over.
    mutating func note(wasSlow: Bool) {
        if wasSlow {
            if !isSlow { relapses = min(relapses + 1, Self.mostRelapses) }
            isSlow = true
            quickCalls = 0
        } else if isSlow {
            quickCalls += 1
            if quickCalls >= Self.probation << UInt16(relapses - 1) { (isSlow, quickCalls) = (false, 0) }
        }
    }
}
