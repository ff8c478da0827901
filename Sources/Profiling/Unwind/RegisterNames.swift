/// The numbers that unwind information gives to the three registers a stack is followed with.
struct RegisterNames: Sendable {
    let stackPointer: UInt64
    let framePointer: UInt64
    /// Where the return address is, or the column that stands for it.
    let returnAddress: UInt64
    /// Whether a call leaves the return address in that register, and not on the stack.
    let hasLink: Bool

    static let x86 = RegisterNames(stackPointer: 7, framePointer: 6, returnAddress: 16, hasLink: false)
    static let aarch64 = RegisterNames(stackPointer: 31, framePointer: 29, returnAddress: 30, hasLink: true)

    #if arch(x86_64)
        static let host = x86
    #else
        static let host = aarch64
    #endif
}
