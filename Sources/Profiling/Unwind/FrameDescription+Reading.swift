extension FrameDescription {
    /// Reads the description at an address; nil where there is none that is understood.
    init?(at address: UInt64, in memory: some MemoryReader) {
        guard let own = Entry(at: address, in: memory), own.reference != 0,
            let common = Entry(at: own.addressAfterLength &- UInt64(own.reference), in: memory),
            common.reference == 0, let shared = Shared(common.body)
        else { return nil }
        var cursor = ByteCursor(own.body)
        // The body begins after the length and the reference, of 4 bytes each.
        let bodyAddress = address &+ 8
        guard let start = shared.pointer(&cursor, at: bodyAddress),
            let count = shared.length(&cursor)
        else { return nil }
        if shared.hasAugmentation {
            guard let size = cursor.unsigned(), cursor.skip(size) else { return nil }
        }
        self.start = start
        end = start &+ count
        codeAlignment = shared.codeAlignment
        dataAlignment = shared.dataAlignment
        commonInstructions = shared.instructions
        instructions = own.body[cursor.position...]
    }

    /// An entry of .eh_frame: how far back the shared entry is, 0 in a shared entry itself, and the rest.
    private struct Entry {
        let addressAfterLength: UInt64
        let reference: UInt32
        let body: ArraySlice<UInt8>

        /// Longer ones exist nowhere, or are no entries.
        private static let longest: UInt32 = 1 << 16

        init?(at address: UInt64, in memory: some MemoryReader) {
            guard let head = memory.bytes(at: address, count: 8) else { return nil }
            var cursor = ByteCursor(head)
            guard let length = cursor.integer(UInt32.self), let reference = cursor.integer(UInt32.self),
                length >= 4, length <= Self.longest,
                let body = memory.bytes(at: address &+ 8, count: Int(length) - 4)
            else { return nil }
            addressAfterLength = address &+ 4
            self.reference = reference
            self.body = body[...]
        }
    }

    /// The shared entry.
    private struct Shared {
        var codeAlignment: UInt64 = 0
        var dataAlignment = 0
        var hasAugmentation = false
        /// How addresses are written: an absolute one unless told.
        var encoding: UInt8 = 0
        var instructions: ArraySlice<UInt8> = []

        init?(_ body: ArraySlice<UInt8>) {
            var cursor = ByteCursor(body)
            guard let version = cursor.integer(UInt8.self), version == 1 || version == 3,
                let augmentation = cursor.text(), let code = cursor.unsigned(), let data = cursor.signed(),
                (version == 1 ? cursor.integer(UInt8.self).map(UInt64.init) : cursor.unsigned()) != nil
            else { return nil }
            codeAlignment = code
            dataAlignment = data
            if augmentation.hasPrefix("z") {
                hasAugmentation = true
                guard let size = cursor.unsigned(), let extra = cursor.slice(size),
                    readAugmentation(augmentation.dropFirst(), extra)
                else { return nil }
            } else if !augmentation.isEmpty {
                return nil
            }
            instructions = body[cursor.position...]
        }

        private mutating func readAugmentation(_ letters: Substring, _ bytes: ArraySlice<UInt8>) -> Bool {
            var cursor = ByteCursor(bytes)
            for letter in letters {
                switch letter {
                case "R":
                    guard let byte = cursor.integer(UInt8.self) else { return false }
                    encoding = byte
                case "L":
                    guard cursor.integer(UInt8.self) != nil else { return false }
                case "P":
                    guard let encoding = cursor.integer(UInt8.self), value(&cursor, encoding) != nil else {
                        return false
                    }
                case "B": break
                // "S": the frame of a signal handler, whose caller was interrupted and did not call.
                default: return false
                }
            }
            return true
        }

        func pointer(_ cursor: inout ByteCursor, at address: UInt64) -> UInt64? {
            let before = cursor.position
            guard let value = value(&cursor, encoding) else { return nil }
            switch encoding & 0xf0 {
            case 0x00: return UInt64(bitPattern: Int64(value))
            case 0x10:
                // Bodies are whole arrays: their first index is 0.
                return address &+ UInt64(before) &+ UInt64(bitPattern: Int64(value))
            default: return nil
            }
        }

        func length(_ cursor: inout ByteCursor) -> UInt64? {
            value(&cursor, encoding & 0x0f).map { UInt64(bitPattern: Int64($0)) }
        }

        private func value(_ cursor: inout ByteCursor, _ encoding: UInt8) -> Int? {
            switch encoding & 0x0f {
            case 0x00, 0x0c: cursor.integer(Int64.self).map { Int($0) }
            case 0x01: cursor.unsigned().map { Int(truncatingIfNeeded: $0) }
            case 0x02: cursor.integer(UInt16.self).map { Int($0) }
            case 0x03: cursor.integer(UInt32.self).map { Int($0) }
            case 0x04: cursor.integer(UInt64.self).map { Int(truncatingIfNeeded: $0) }
            case 0x09: cursor.signed()
            case 0x0a: cursor.integer(Int16.self).map { Int($0) }
            case 0x0b: cursor.integer(Int32.self).map { Int($0) }
            default: nil
            }
        }
    }
}
