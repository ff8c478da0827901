import HeapStatistics
import Testing

extension HeapStatisticsTests {
    // The example of the module's documentation, word for word.
    @Test func example_Ends_WhenRun() {
        // example
        if let heap = HeapStatistics() {
            let before = heap.allocated()
            let block = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 16)
            block.storeBytes(of: 1, as: UInt8.self)
            print("1 MiB takes \(heap.allocated() - before) bytes")
            block.deallocate()
            print("resident: \(heap.sample().resident) bytes")
        } else {
            print("jemalloc does not serve this process")
        }
        // end of example
    }
}
