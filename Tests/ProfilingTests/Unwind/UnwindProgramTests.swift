import Testing

@testable import Profiling

/// Unwind information made by hand: of functions as compilers make them.
struct UnwindProgramTests {
    private func row(
        _ instructions: [UInt8], common: [UInt8] = [0x0c, 0x07, 0x08, 0x90, 0x01], at offset: UInt64,
        names: RegisterNames = .x86
    ) -> UnwindRow? {
        let description = FrameDescription(
            start: 0x1000, end: 0x2000, codeAlignment: 1, dataAlignment: -8, commonInstructions: common[...],
            instructions: instructions[...])
        return UnwindProgram.row(at: 0x1000 + offset, of: description, names: names)
    }

    // push %rbp; mov %rsp,%rbp; ...; pop %rbp; ret
    private let framed: [UInt8] = [
        0x41, 0x0e, 0x10, 0x86, 0x02, 0x43, 0x0d, 0x06, 0x4e, 0x0c, 0x07, 0x08,
    ]

    @Test func framed_FollowsTheFramePointer_OnlyWhileItHasOne() {
        let entry = UnwindRow(base: .stackPointer, offset: 8, returnAddress: .saved(-8))
        #expect(row(framed, at: 0) == entry)
        #expect(row(framed, at: 1)?.offset == 16)
        #expect(row(framed, at: 1)?.framePointer == -16)
        #expect(row(framed, at: 3)?.hasFrameRecord == false)
        let body = row(framed, at: 4)
        #expect(body == UnwindRow(base: .framePointer, offset: 16, returnAddress: .saved(-8), framePointer: -16))
        #expect(row(framed, at: 17)?.hasFrameRecord == true)
        #expect(row(framed, at: 18)?.hasFrameRecord == false)
    }

    @Test func remembered_ComesBack_AfterAnEarlyReturn() {
        // advance 1; remember; cfa_offset 64; advance 4; restore state; restore rbp
        let early: [UInt8] = [0x41, 0x0a, 0x0e, 0x40, 0x44, 0x0b, 0xc6]
        #expect(row(early, at: 2)?.offset == 64)
        #expect(row(early, at: 5)?.offset == 8)
        #expect(row([0x0b], at: 5) == nil)
    }

    @Test func stub_IsRecognised_BeforeAndAfterItPushes() {
        let expression: [UInt8] = [0x0f, 0x0b, 0x77, 0x08, 0x80, 0x00, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22]
        #expect(
            row(expression, at: 0x20)
                == UnwindRow(base: .stackPointer, offset: 8, returnAddress: .saved(-8), isStub: true))
        #expect(row(expression, at: 0x2b)?.offset == 16)
        // Another expression is not followed.
        #expect(row([0x0f, 0x02, 0x76, 0x00], at: 0x20) == nil)
    }

    @Test func outermost_HasNoCaller() {
        #expect(row([0x07, 0x10], at: 0)?.returnAddress == UnwindRow.ReturnAddress.none)
    }

    @Test func link_IsTheReturnAddress_UntilItIsSaved() {
        // cfa: sp + 0; advance 4 units of 1; cfa_offset 16; x29 at -16, x30 at -8
        let code: [UInt8] = [0x44, 0x0e, 0x10, 0x9d, 0x02, 0x9e, 0x01]
        let common: [UInt8] = [0x0c, 0x1f, 0x00]
        #expect(row(code, common: common, at: 0, names: .aarch64)?.returnAddress == .link)
        let body = row(code, common: common, at: 8, names: .aarch64)
        #expect(body == UnwindRow(base: .stackPointer, offset: 16, returnAddress: .saved(-8), framePointer: -16))
    }

    @Test(
        arguments: [
            [0x3f], [0x0c, 0x07], [0x02], [0x80], [0x10, 0x06, 0x09, 0x00], [0x0c, 0x03, 0x10], [0x0f, 0x7f],
        ] as [[UInt8]])
    func broken_IsNotFollowed(_ instructions: [UInt8]) {
        #expect(row(instructions, at: 5) == nil)
    }

    @Test func expressions_OfOtherRegisters_AreSkipped() {
        // rbx by expression, rbp by register, arguments' size
        #expect(row([0x10, 0x03, 0x01, 0x50, 0x2e, 0x10], at: 5)?.offset == 8)
        #expect(row([0x09, 0x06, 0x03], at: 5) == nil)
    }
}
