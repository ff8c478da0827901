/// Finds a function's unwind information in the table that a linker makes of it (.eh_frame_hdr).
struct UnwindTable: Sendable {
    private let address: UInt64
    private let entries: UInt64
    private let count: Int

    /// The table at an address; nil where it is of a kind that linkers do not make, or none at all.
    init?(at address: UInt64, in memory: some MemoryReader) {
        guard let head = memory.bytes(at: address, count: 12) else { return nil }
        var cursor = ByteCursor(head)
        // Version 1; a pointer relative to itself; a count of 4 bytes; entries of two offsets from the table.
        guard cursor.integer(UInt8.self) == 1, cursor.integer(UInt8.self) == 0x1b, cursor.integer(UInt8.self) == 0x03,
            cursor.integer(UInt8.self) == 0x3b, cursor.integer(UInt32.self) != nil,
            let count = cursor.integer(UInt32.self)
        else { return nil }
        self.address = address
        entries = address &+ 12
        self.count = Int(count)
    }

    /// The row for an instruction; nil where nothing is known of it.
    func row(at target: UInt64, in memory: some MemoryReader, names: RegisterNames = .host) -> UnwindRow? {
        guard let description = description(of: target, in: memory),
            target >= description.start, target < description.end
        else { return nil }
        return UnwindProgram.row(at: target, of: description, names: names)
    }

    private func description(of target: UInt64, in memory: some MemoryReader) -> FrameDescription? {
        var low = 0
        var high = count
        var found: UInt64?
        while low < high {
            let middle = (low + high) / 2
            guard let (start, description) = entry(middle, in: memory) else { return nil }
            if start <= target {
                found = description
                low = middle + 1
            } else {
                high = middle
            }
        }
        return found.flatMap { FrameDescription(at: $0, in: memory) }
    }

    private func entry(_ index: Int, in memory: some MemoryReader) -> (start: UInt64, description: UInt64)? {
        guard let bytes = memory.bytes(at: entries &+ UInt64(8 * index), count: 8) else { return nil }
        var cursor = ByteCursor(bytes)
        guard let start = cursor.integer(Int32.self), let description = cursor.integer(Int32.self) else { return nil }
        return (
            address &+ UInt64(bitPattern: Int64(start)), address &+ UInt64(bitPattern: Int64(description))
        )
    }
}
