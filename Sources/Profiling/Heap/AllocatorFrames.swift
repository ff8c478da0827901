/// Tells the allocator's own functions from those that allocate.
enum AllocatorFrames {
    private static let names: Set<String> = [
        "malloc", "calloc", "realloc", "reallocarray", "posix_memalign", "aligned_alloc", "memalign", "valloc",
        "pvalloc",
        "mallocx", "rallocx", "swift_slowAlloc", "swift_slowAllocTyped", "swift_allocObject", "_swift_allocObject_",
        "swift_allocBox", "operator new", "operator new[]",
        // What libdispatch and blocks get their memory by.
        "_dispatch_calloc", "_os_object_alloc_realized", "_dispatch_object_alloc",
        "_dispatch_continuation_alloc_from_heap", "_dispatch_Block_copy", "_Block_copy",
    ]
    private static let prefixes = ["je_", "prof_", "swift::swift_slowAlloc", "operator new("]

    /// How many of a stack's first addresses are the allocator's.
    static func count(in stack: [UInt64], images: LoadedImages, symbols: SymbolTable) -> Int {
        stack.prefix { isAllocator($0, images, symbols) }.count
    }

    private static func isAllocator(_ address: UInt64, _ images: LoadedImages, _ symbols: SymbolTable) -> Bool {
        if let image = images.index(of: address), images.all[image].path.contains("/libjemalloc.so") { return true }
        guard let frames = symbols.frames[address] else { return false }
        return frames.allSatisfy { frame in
            names.contains(frame.linkName) || names.contains(frame.name)
                || prefixes.contains { frame.linkName.hasPrefix($0) || frame.name.hasPrefix($0) }
        }
    }
}
