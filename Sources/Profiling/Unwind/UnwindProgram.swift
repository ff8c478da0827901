/// The instructions that say, for each instruction of a function, where its caller's registers are (DWARF 5, 6.4.2).
struct UnwindProgram {
    private enum Rule: Equatable {
        case unchanged
        case undefined
        case saved(Int)
        /// Anything that is not followed here.
        case other
    }

    private struct State {
        /// The register of the CFA, and its offset; nil where an expression gives it.
        var base: (register: UInt64, offset: Int)?
        var returnAddress = Rule.unchanged
        var framePointer = Rule.unchanged
    }

    private let names: RegisterNames
    private let codeAlignment: UInt64
    private let dataAlignment: Int
    private var location: UInt64
    private let target: UInt64
    private var state = State()
    private var initial = State()
    private var remembered: [State] = []
    private var isStub = false

    /// The row for `target`, of a function that starts at `start`; nil where it cannot be told.
    static func row(
        at target: UInt64, of description: FrameDescription, names: RegisterNames = .host
    ) -> UnwindRow? {
        var program = UnwindProgram(names: names, description: description, target: target)
        guard program.run(description.commonInstructions) else { return nil }
        program.initial = program.state
        guard program.run(description.instructions) else { return nil }
        return program.row
    }

    private init(names: RegisterNames, description: FrameDescription, target: UInt64) {
        self.names = names
        codeAlignment = description.codeAlignment
        dataAlignment = description.dataAlignment
        location = description.start
        self.target = target
    }

    private var row: UnwindRow? {
        guard let base = state.base else { return nil }
        guard base.register == names.stackPointer || base.register == names.framePointer else { return nil }
        let returnAddress: UnwindRow.ReturnAddress
        switch state.returnAddress {
        case .saved(let offset): returnAddress = .saved(offset)
        case .undefined: returnAddress = .none
        case .unchanged where names.hasLink: returnAddress = .link
        case .unchanged, .other: return nil
        }
        let framePointer: Int?
        switch state.framePointer {
        case .saved(let offset): framePointer = offset
        case .unchanged, .undefined: framePointer = nil
        case .other: return nil
        }
        return UnwindRow(
            base: base.register == names.stackPointer ? .stackPointer : .framePointer, offset: base.offset,
            returnAddress: returnAddress, framePointer: framePointer, isStub: isStub)
    }

    /// False where the instructions cannot be followed.
    private mutating func run(_ instructions: ArraySlice<UInt8>) -> Bool {
        var cursor = ByteCursor(instructions)
        while !cursor.isAtEnd, location <= target {
            guard let byte = cursor.integer(UInt8.self) else { return false }
            let operand = UInt64(byte & 0x3f)
            let isGood: Bool
            switch byte >> 6 {
            case 1: isGood = advance(by: operand)
            case 2: isGood = save(operand, cursor.unsigned().map { Int(truncatingIfNeeded: $0) })
            case 3: isGood = restore(operand)
            default: isGood = runExtended(byte, &cursor)
            }
            guard isGood else { return false }
        }
        return true
    }

    private mutating func runExtended(_ byte: UInt8, _ cursor: inout ByteCursor) -> Bool {
        switch byte {
        case 0x00, 0x2d: true  // nop; on aarch64, whether return addresses are signed: they are stripped anyway
        case 0x02: advance(by: cursor.integer(UInt8.self).map(UInt64.init))
        case 0x03: advance(by: cursor.integer(UInt16.self).map(UInt64.init))
        case 0x04: advance(by: cursor.integer(UInt32.self).map(UInt64.init))
        case 0x05: save(cursor.unsigned(), cursor.unsigned().map { Int(truncatingIfNeeded: $0) })
        case 0x06: restore(cursor.unsigned())
        case 0x07: set(cursor.unsigned(), .undefined)
        case 0x08: set(cursor.unsigned(), .unchanged)
        case 0x09: set(cursor.unsigned(), .other) && cursor.unsigned() != nil
        case 0x0a: remember()
        case 0x0b: recall()
        case 0x0c: define(cursor.unsigned(), cursor.unsigned().map { Int(truncatingIfNeeded: $0) })
        case 0x0d: define(cursor.unsigned(), state.base?.offset)
        case 0x0e: define(state.base?.register, cursor.unsigned().map { Int(truncatingIfNeeded: $0) })
        case 0x0f: defineByExpression(&cursor)
        case 0x10, 0x16: set(cursor.unsigned(), .other) && skipExpression(&cursor)
        case 0x11: save(cursor.unsigned(), cursor.signed())
        case 0x12: define(cursor.unsigned(), scaled(cursor.signed()))
        case 0x13: define(state.base?.register, scaled(cursor.signed()))
        case 0x14: set(cursor.unsigned(), .other) && cursor.unsigned() != nil
        case 0x15: set(cursor.unsigned(), .other) && cursor.signed() != nil
        case 0x2e: cursor.unsigned() != nil  // the size of the arguments
        default: false
        }
    }

    private mutating func advance(by delta: UInt64?) -> Bool {
        guard let delta else { return false }
        location &+= delta &* codeAlignment
        return true
    }

    private func scaled(_ offset: Int?) -> Int? {
        offset.map { $0 &* dataAlignment }
    }

    private mutating func save(_ register: UInt64?, _ offset: Int?) -> Bool {
        guard let offset = scaled(offset) else { return false }
        return set(register, .saved(offset))
    }

    private mutating func restore(_ register: UInt64?) -> Bool {
        set(register, register == names.framePointer ? initial.framePointer : initial.returnAddress)
    }

    private mutating func set(_ register: UInt64?, _ rule: Rule) -> Bool {
        guard let register else { return false }
        if register == names.framePointer { state.framePointer = rule }
        if register == names.returnAddress { state.returnAddress = rule }
        return true
    }

    private mutating func define(_ register: UInt64?, _ offset: Int?) -> Bool {
        guard let register, let offset else { return false }
        state.base = (register, offset)
        return true
    }

    /// Linkers describe the stubs of .plt on x86-64 by one expression: the stack pointer and 8, and 8 more behind the
    /// instruction that pushes something. Of others nothing is known.
    private mutating func defineByExpression(_ cursor: inout ByteCursor) -> Bool {
        guard let count = cursor.unsigned(), let bytes = cursor.slice(count) else { return false }
        let stub = Array(bytes)
        state.base = nil
        isStub = false
        // breg7 (8), breg16 (0), lit15, and, lit<where>, ge, lit3, shl, plus
        if stub.count == 11, stub[0] == 0x77, Array(stub[2...5]) == [0x80, 0x00, 0x3f, 0x1a],
            (0x30...0x4f).contains(stub[6]), Array(stub[7...10]) == [0x2a, 0x33, 0x24, 0x22]
        {
            let isPushed = target & 15 >= UInt64(stub[6] - 0x30)
            state.base = (names.stackPointer, Int(stub[1]) + (isPushed ? 8 : 0))
            isStub = true
        }
        return true
    }

    private mutating func remember() -> Bool {
        guard remembered.count < 64 else { return false }
        remembered.append(state)
        return true
    }

    private mutating func recall() -> Bool {
        guard let last = remembered.popLast() else { return false }
        state = last
        return true
    }

    private func skipExpression(_ cursor: inout ByteCursor) -> Bool {
        guard let count = cursor.unsigned() else { return false }
        return cursor.skip(count)
    }
}
