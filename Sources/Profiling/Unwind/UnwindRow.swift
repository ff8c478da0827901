/// How to get from one instruction of a function to the function's caller.
///
/// The canonical frame address (CFA) is what the stack pointer was before the call: a register and an offset.
struct UnwindRow: Sendable, Equatable {
    enum Register: Sendable, Equatable {
        case stackPointer, framePointer
    }

    enum ReturnAddress: Sendable, Equatable {
        /// In memory, at this offset from the CFA.
        case saved(Int)
        /// Still in the link register.
        case link
        /// There is none: the first function of its thread.
        case none
    }

    var base: Register
    var offset: Int
    var returnAddress: ReturnAddress
    /// Where the caller's frame pointer is, from the CFA; nil: in the register, which the function has not touched.
    var framePointer: Int?
    /// Whether this is no function, but a stub by which one is called in another library.
    var isStub = false

    /// Whether the frame record that the frame pointer leads to is this function's own.
    var hasFrameRecord: Bool { base == .framePointer }
}
