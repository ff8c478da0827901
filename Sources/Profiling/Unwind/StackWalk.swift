/// Makes a call stack out of a sample.
///
/// Functions without a frame pointer, as leaf functions of Swift and most of the C library are, would hide their
/// callers. So the stack is unwound with the compiler's tables, as far as the sample took it along; what lies further
/// up, and what has no tables, is taken from the sample's chain of frame records.
struct StackWalk<Source: UnwindSource> {
    private let sample: StackSample
    private var stackPointer: UInt64
    private var framePointer: UInt64
    private var result: CallStack

    /// More functions are not unwound: a sample cannot hold more of a stack.
    private static var longest: Int { 512 }

    static func callStack(of sample: StackSample, source: inout Source) -> CallStack {
        var walk = StackWalk(sample)
        walk.run(&source)
        return walk.result
    }

    private init(_ sample: StackSample) {
        self.sample = sample
        stackPointer = sample.stackPointer
        framePointer = sample.framePointer
        result = CallStack(addresses: [sample.programCounter], resumes: sample.resumes)
    }

    private mutating func run(_ source: inout Source) {
        for step in 0..<Self.longest {
            guard let row = source.row(at: result.addresses.last!) ?? linkRow(isLeaf: step == 0) else { break }
            if row.returnAddress == .none { return }
            let below = stackPointer
            guard let caller = unwind(row, isLeaf: step == 0, source) else {
                return appendRecords(from: row.hasFrameRecord ? framePointer : stackPointer)
            }
            noteResumes(from: below)
            // A stub has no name: its time is its caller's.
            if row.isStub { result.addresses.removeLast() }
            result.addresses.append(caller &- 1)
        }
        appendRecords(from: stackPointer)
    }

    /// A leaf without unwind information has not saved its link register, if the machine has one: stubs do not.
    private func linkRow(isLeaf: Bool) -> UnwindRow? {
        guard isLeaf, sample.link != 0 else { return nil }
        return UnwindRow(base: .stackPointer, offset: 0, returnAddress: .link)
    }

    /// The return address; the registers become the caller's, unless it is nil.
    private mutating func unwind(_ row: UnwindRow, isLeaf: Bool, _ source: Source) -> UInt64? {
        let base = row.base == .stackPointer ? stackPointer : framePointer
        let frameAddress = base &+ UInt64(bitPattern: Int64(row.offset))
        guard isLeaf ? frameAddress >= stackPointer : frameAddress > stackPointer else { return nil }
        let caller: UInt64?
        switch row.returnAddress {
        case .saved(let offset): caller = sample.word(at: frameAddress &+ UInt64(bitPattern: Int64(offset)))
        case .link: caller = isLeaf ? sample.link : nil
        case .none: caller = nil
        }
        guard let caller, source.isCode(caller &- 1) else { return nil }
        if let offset = row.framePointer {
            let address = frameAddress &+ UInt64(bitPattern: Int64(offset))
            // Below the stack pointer it has been restored already: compilers do not say so at a function's end.
            if address >= stackPointer {
                guard let saved = sample.word(at: address) else { return nil }
                framePointer = saved
            }
        }
        stackPointer = frameAddress
        return caller
    }

    /// The function that was unwound last is the one that the resume addresses belong to, if their frame record lies
    /// in its part of the stack.
    private mutating func noteResumes(from below: UInt64) {
        guard let frame = sample.resumeFrame else { return }
        let address = sample.frames[frame].address
        if address >= below, address < stackPointer { result.resumeIndex = result.addresses.count - 1 }
    }

    private mutating func appendRecords(from address: UInt64) {
        guard let index = sample.frames.firstIndex(where: { $0.address >= address }) else { return }
        if let frame = sample.resumeFrame, frame >= index {
            // The record at `index` is the function's that was found last.
            result.resumeIndex = result.addresses.count - 1 + frame - index
        }
        result.addresses += sample.frames[index...].map { $0.returnAddress &- 1 }
        result.isTruncated = sample.isTruncated
    }
}
