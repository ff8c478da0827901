/// What the signal handler saw of a thread.
struct StackSample: Sendable, Equatable {
    struct FrameRecord: Sendable, Equatable {
        /// Where the function keeps its caller's frame pointer.
        var address: UInt64
        var returnAddress: UInt64
    }

    var programCounter: UInt64
    var stackPointer: UInt64
    var framePointer: UInt64
    /// Where the leaf function returns to, on machines that have a register for it.
    var link: UInt64 = 0
    /// The chain of frame records, from the leaf up.
    var frames: [FrameRecord] = []
    /// The stack's words, from the stack pointer up.
    var stack: [UInt64] = []
    /// Where the callers of a Swift async function will resume, innermost first.
    var resumes: [UInt64] = []
    /// The frame record that led to `resumes`; nil: a register did.
    var resumeFrame: Int?
    var isTruncated = false

    /// The word at an address, if the sample took it along.
    func word(at address: UInt64) -> UInt64? {
        guard address >= stackPointer, address % 8 == 0 else { return nil }
        let index = (address - stackPointer) / 8
        return index < stack.count ? stack[Int(index)] : nil
    }
}
