import HeapStatistics
import Testing

/// Alone, so that no other test's allocations fall between two readings.
@Suite(.serialized) struct HeapStatisticsTests {
    @Test func allocated_GrowsBySizeOfAllocation_WhenBlockIsLarge() throws {
        let heap = try #require(HeapStatistics())
        let size = 64 << 20
        let before = heap.allocated()
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        block.storeBytes(of: 7, as: UInt8.self)
        let during = heap.allocated()
        block.deallocate()
        let after = heap.allocated()
        #expect(abs(during - before - size) < 1 << 20)
        #expect(abs(after - before) < 1 << 20)
    }

    @Test func sample_IsConsistent_WhenTakenAtOneEpoch() throws {
        let sample = try #require(HeapStatistics()).sample()
        #expect(sample.allocated > 0)
        #expect(sample.active >= sample.allocated)
        #expect(sample.mapped >= sample.active)
        #expect(sample.metadata > 0)
        #expect(sample.resident > 0)
    }

    @Test func allocations_Rise_WhenLargeBlocksAreTaken() throws {
        let heap = try #require(HeapStatistics())
        let before = heap.allocations()
        let blocks = (0..<100).map { _ in UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 16) }
        let after = heap.allocations()
        for block in blocks { block.deallocate() }
        #expect(after - before >= 100)
        #expect(HeapStatistics.configuration.contains("tcache:\(HeapStatistics.hasThreadCaches)"))
    }

    @Test func version_StartsWithNumber_WhenJemallocIsInUse() {
        #expect(HeapStatistics.version.first?.isNumber == true)
        #expect(HeapStatistics.configuration.hasPrefix("narenas:"))
    }

    /// Blocks beyond what thread caches hold are counted call by call, caches or not.
    @Test func allocationCount_GrowsByOnePerBlock_WhenBlocksAreLarge() throws {
        let counter = try #require(HeapStatistics())
        let before = counter.allocations()
        for _ in 0..<1_000 {
            let block = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 16)
            block.storeBytes(of: 7, as: UInt8.self)
            block.deallocate()
        }
        // What else the process allocates meanwhile comes on top.
        let count = counter.allocations() - before
        #expect((1_000..<1_100).contains(count))
    }
}
