/// Something small that is done over and over, to be timed or to have its allocations counted.
public struct Operation: Sendable {
    /// `group/what`, such as `publish/timer/dispatch/full`.
    public let name: String
    /// Whether it waits for a timer: its time is then the timer's, and how often others run meanwhile is chance.
    public let waits: Bool
    /// Sets up what it is done on, once.
    public let makeRig: @Sendable () async throws -> any Rig

    init(_ name: String, waits: Bool = false, _ makeRig: @escaping @Sendable () async throws -> any Rig) {
        self.name = name
        self.waits = waits
        self.makeRig = makeRig
    }

    /// All of them, in a fixed order.
    public static var all: [Operation] { channel + publish + timers + recorder + heap }
}

/// What an operation is done on. Used by one task at a time.
public protocol Rig: AnyObject, Sendable {
    /// Does the operation `count` times.
    func run(_ count: Int) async throws

    /// Lets go of everything.
    func end() async
}

extension Rig {
    public func end() async {}
}
