import Testing

@testable import Profiling

/// Stacks made by hand: code is what lies below 0x10000, stacks begin at 0x70000.
struct StackWalkTests {
    private struct Code: UnwindSource {
        var rows: [UInt64: UnwindRow]

        mutating func row(at address: UInt64) -> UnwindRow? { rows[address] }

        func isCode(_ address: UInt64) -> Bool { address > 0 && address < 0x10000 }
    }

    private let framed = UnwindRow(base: .framePointer, offset: 16, returnAddress: .saved(-8), framePointer: -16)
    private let leaf = UnwindRow(base: .stackPointer, offset: 8, returnAddress: .saved(-8))

    private func walk(_ sample: StackSample, _ rows: [UInt64: UnwindRow]) -> CallStack {
        var code = Code(rows: rows)
        return StackWalk.callStack(of: sample, source: &code)
    }

    private func sample(pc: UInt64, fp: UInt64, stack: [UInt64], frames: [(UInt64, UInt64)] = []) -> StackSample {
        StackSample(
            programCounter: pc, stackPointer: 0x70000, framePointer: fp,
            frames: frames.map { .init(address: $0.0, returnAddress: $0.1) }, stack: stack)
    }

    @Test func framePointers_AreFollowed_WithoutTables() {
        let sample = sample(pc: 0x1000, fp: 0x70010, stack: [], frames: [(0x70010, 0x2001), (0x70040, 0x3001)])
        #expect(walk(sample, [:]) == CallStack(addresses: [0x1000, 0x2000, 0x3000]))
    }

    @Test func caller_IsThere_WhenTheLeafHasNoFramePointer() {
        // The leaf returns to 0x2001, whose frame record is at 0x70010.
        let sample = sample(
            pc: 0x1000, fp: 0x70010, stack: [0x2001, 0, 0x70040, 0x3001],
            frames: [(0x70010, 0x3001), (0x70040, 0x4001)])
        #expect(
            walk(sample, [0x1000: leaf, 0x2000: framed]) == CallStack(addresses: [0x1000, 0x2000, 0x3000, 0x4000]))
    }

    @Test func records_GoOn_WhereTheStackTakenAlongEnds() {
        let sample = sample(
            pc: 0x1000, fp: 0x70008, stack: [0, 0x71000, 0x2001],
            frames: [(0x70008, 0x2001), (0x71000, 0x3001), (0x72000, 0x4001)])
        let rows: [UInt64: UnwindRow] = [0x1000: framed, 0x2000: framed, 0x3000: framed]
        #expect(walk(sample, rows) == CallStack(addresses: [0x1000, 0x2000, 0x3000, 0x4000]))
    }

    @Test func framePointer_IsTheCallers_WhereItWasPoppedAlready() {
        // The tables still say that it lies at -16 from a CFA of sp + 8: below the stack pointer.
        let popped = UnwindRow(base: .stackPointer, offset: 8, returnAddress: .saved(-8), framePointer: -16)
        let sample = sample(pc: 0x1000, fp: 0x70010, stack: [0x2001, 0, 0, 0x3001], frames: [(0x70010, 0x3001)])
        #expect(walk(sample, [0x1000: popped, 0x2000: framed]) == CallStack(addresses: [0x1000, 0x2000, 0x3000]))
    }

    @Test func registerUsedForSomethingElse_IsRestored_OnTheWay() {
        // 0x1000 has pushed its caller's frame pointer and uses the register.
        let user = UnwindRow(base: .stackPointer, offset: 16, returnAddress: .saved(-8), framePointer: -16)
        let sample = sample(pc: 0x1000, fp: 0xdead, stack: [0x70018, 0x2001, 0, 0x70100, 0x3001])
        #expect(walk(sample, [0x1000: user, 0x2000: framed]) == CallStack(addresses: [0x1000, 0x2000, 0x3000]))
    }

    @Test func stub_CountsAsItsCaller() {
        var stub = leaf
        stub.isStub = true
        let sample = sample(pc: 0x1000, fp: 0, stack: [0x2001])
        #expect(walk(sample, [0x1000: stub]) == CallStack(addresses: [0x2000]))
    }

    @Test func link_LeadsOn_FromALeafThatNothingIsKnownOf() {
        var sample = sample(pc: 0x1000, fp: 0x70010, stack: [], frames: [(0x70010, 0x3001)])
        sample.link = 0x2001
        #expect(walk(sample, [:]) == CallStack(addresses: [0x1000, 0x2000, 0x3000]))
    }

    @Test func outermost_EndsTheStack() {
        let first = UnwindRow(base: .stackPointer, offset: 8, returnAddress: .none)
        let sample = sample(pc: 0x1000, fp: 0x70010, stack: [0x2001], frames: [(0x70010, 0x3001)])
        #expect(walk(sample, [0x1000: leaf, 0x2000: first]) == CallStack(addresses: [0x1000, 0x2000]))
    }

    @Test func nonsense_EndsTheStack() {
        #expect(walk(sample(pc: 0x1000, fp: 0, stack: [0x99999]), [0x1000: leaf]).addresses == [0x1000])
        // A frame that does not go up.
        let flat = UnwindRow(base: .framePointer, offset: -64, returnAddress: .saved(0), framePointer: 0)
        #expect(walk(sample(pc: 0x1000, fp: 0x70008, stack: [0x1001, 0x1001]), [0x1000: flat]).addresses == [0x1000])
        #expect(walk(sample(pc: 0x1000, fp: .max, stack: []), [0x1000: framed]).addresses == [0x1000])
    }

    @Test func circle_EndsWithTheStackTakenAlong() {
        let sample = sample(pc: 0x1000, fp: 0, stack: [UInt64](repeating: 0x1001, count: 4_096))
        #expect(walk(sample, [0x1000: leaf]).addresses.count <= 513)
    }

    @Test func truncated_IsSaid_OfChainsThatWereCut() {
        var sample = sample(pc: 0x1000, fp: 0x70010, stack: [], frames: [(0x70010, 0x2001)])
        sample.isTruncated = true
        #expect(walk(sample, [:]).isTruncated)
    }

    @Test func resumes_BelongToTheFunctionWhoseRecordLedThere() {
        var chained = sample(
            pc: 0x1000, fp: 0x70010, stack: [], frames: [(0x70010, 0x2001), (0x70040, 0x3001), (0x70080, 0x4001)])
        chained.resumes = [0x5000, 0x6000]
        chained.resumeFrame = 1
        // The record at 0x70040 is that of 0x2000.
        #expect(walk(chained, [:]).resumeIndex == 1)
        #expect(walk(chained, [:]).resumes == [0x5000, 0x6000])
        var unwound = sample(
            pc: 0x1000, fp: 0x70010, stack: [0x2001, 0, 0x70040, 0x3001], frames: [(0x70010, 0x3001)])
        unwound.resumes = [0x5000]
        unwound.resumeFrame = 0
        // The record at 0x70010 is that of 0x2000, which the leaf without one returns to.
        #expect(walk(unwound, [0x1000: leaf, 0x2000: framed]).resumeIndex == 1)
    }
}
