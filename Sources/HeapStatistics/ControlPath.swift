import CJemalloc

/// A name of jemalloc's control tree, looked up once.
struct ControlPath: Sendable {
    private typealias Path = (size_t, size_t, size_t, size_t, size_t)

    private let path: Path
    private let length: Int

    /// Nil if this jemalloc does not know the name.
    init?(_ name: String) {
        var path: Path = (0, 0, 0, 0, 0)
        var length: size_t = 5
        let status = withUnsafeMutableBytes(of: &path) {
            mallctlnametomib(name, $0.baseAddress!.assumingMemoryBound(to: size_t.self), &length)
        }
        guard status == 0 else { return nil }
        self.path = path
        self.length = length
    }

    func read() -> Int { Int(value(or: 0 as size_t)) }

    func readUInt32() -> UInt32 { value(or: 0) }

    func readBool() -> Bool { value(or: false) }

    func readString() -> String? {
        value(or: nil as UnsafePointer<CChar>?).map { String(cString: $0) }
    }

    func write<Value: BitwiseCopyable>(_ value: Value) {
        var new = value
        _ = withPath { mallctlbymib($0, length, nil, nil, &new, MemoryLayout<Value>.size) }
    }

    private func value<Value: BitwiseCopyable>(or fallback: Value) -> Value {
        var value = fallback
        var size = MemoryLayout<Value>.size
        let status = withPath { mallctlbymib($0, length, &value, &size, nil, 0) }
        return status == 0 ? value : fallback
    }

    private func withPath(_ body: (UnsafePointer<size_t>) -> Int32) -> Int32 {
        withUnsafeBytes(of: path) { body($0.baseAddress!.assumingMemoryBound(to: size_t.self)) }
    }
}
