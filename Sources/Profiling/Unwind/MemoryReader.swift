/// Memory that may not be there.
protocol MemoryReader {
    /// Nil unless all of it can be read.
    func bytes(at address: UInt64, count: Int) -> [UInt8]?
}
