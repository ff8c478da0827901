import CSampler

/// This process's own memory, read so that an address that is not there is no crash.
struct ProcessMemory: MemoryReader {
    func bytes(at address: UInt64, count: Int) -> [UInt8]? {
        guard count >= 0 else { return nil }
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = count == 0 ? 0 : csampler_read(address, buffer.baseAddress, count)
            isWhole = initialized == count
        }
        return isWhole ? bytes : nil
    }
}
