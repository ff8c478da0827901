import Testing

@testable import Broker

/// How much of the heap a handler takes that has nothing to do.
@Suite struct HandlerRoomTests {
    /// What jemalloc gives for so many bytes: its size classes.
    private func room(_ size: Int) -> Int {
        if size <= 128 { return (size + 15) / 16 * 16 }
        var step = 32
        while size > 8 * step { step *= 2 }
        return (size + step - 1) / step * step
    }

    /// As the class's metadata has it: behind the kind, the superclass, the flags and the address point.
    private func instanceSize(_ type: AnyClass) -> Int {
        Int(unsafeBitCast(type, to: UnsafeRawPointer.self).load(fromByteOffset: 24, as: UInt32.self))
    }

    @Test func handler_TakesNoMoreThan256Bytes_BesideItsBuffer() {
        let objects: [AnyClass] = [
            BoundedChannel<Int>.self, HandlerTurn<Int>.self, HandlerSubscription<Int>.Handle.self,
        ]
        let sizes = objects.map(instanceSize)
        // Its place in the array of its topic, which may be half empty.
        let place = 2 * MemoryLayout<BoundedChannel<Int>>.stride
        #expect(sizes.allSatisfy { $0 > 16 })
        #expect(sizes.map(room).reduce(place, +) <= 256, "\(sizes)")
    }
}
