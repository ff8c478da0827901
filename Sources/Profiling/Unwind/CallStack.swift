/// The addresses of a stack, leaf first. But for the leaf's they lie in the call, not behind it: a call may be the last
/// instruction of its function.
struct CallStack: Sendable, Hashable {
    var addresses: [UInt64]
    /// Where the callers of the stack's async function will resume: the first instructions of their next parts.
    var resumes: [UInt64] = []
    /// The async function that they belong to is this address's or one further up.
    var resumeIndex = 0
    /// Whether it has more callers than were followed.
    var isTruncated = false
}
