/// Unwinds the code of loaded images. What it has found it keeps: a profile sees the same addresses again and again.
struct ImageUnwinder<Memory: MemoryReader>: UnwindSource {
    private let memory: Memory
    private let images: LoadedImages
    private let tables: [UnwindTable?]
    private var rows: [UInt64: UnwindRow?] = [:]

    /// Enough for any program; a limit all the same.
    private static var mostRows: Int { 200_000 }

    init(images: LoadedImages, memory: Memory) {
        self.memory = memory
        self.images = images
        tables = images.all.map { $0.unwindTable.flatMap { UnwindTable(at: $0, in: memory) } }
    }

    mutating func row(at address: UInt64) -> UnwindRow? {
        if let known = rows[address] { return known }
        let row = images.index(of: address).flatMap { tables[$0]?.row(at: address, in: memory) }
        if rows.count < Self.mostRows { rows.updateValue(row, forKey: address) }
        return row
    }

    func isCode(_ address: UInt64) -> Bool {
        guard let index = images.index(of: address) else { return false }
        return images.all[index].code.contains { $0.contains(address) }
    }
}

extension ImageUnwinder: Sendable where Memory: Sendable {}
