/// Names of functions as the linker has them.
enum LinkName {
    /// The compiler cuts an async function into parts, one from each `await` to the next, named as the function with
    /// `TY0_`, `TQ1_` and so on behind. This is the function's own name.
    static func withoutAsyncPart(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard bytes.last == UInt8(ascii: "_") else { return name }
        var end = bytes.count - 1
        while end > 0, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end - 1]) { end -= 1 }
        guard end < bytes.count - 1, end > 2, bytes[end - 2] == UInt8(ascii: "T"),
            bytes[end - 1] == UInt8(ascii: "Y") || bytes[end - 1] == UInt8(ascii: "Q")
        else { return name }
        return String(decoding: bytes[..<(end - 2)], as: UTF8.self)
    }

    /// Whether code of this name is a part of an async function. Some first parts are not recognised: they are named as
    /// the function, and only its type says that it is async.
    static func isAsync(_ name: String) -> Bool {
        let whole = withoutAsyncPart(name)
        if whole != name { return true }
        // A function ends with its type and F; a closure with its type, fU, its number and _.
        var rest = whole[...]
        if rest.hasSuffix("_"), let closure = rest.dropLast().lastIndex(of: "U"),
            rest[rest.index(after: closure)...].dropLast().allSatisfy(\.isNumber), rest[..<closure].hasSuffix("f")
        {
            rest = rest[..<closure].dropLast()
            if rest.hasSuffix("c") { rest = rest.dropLast() } else if rest.hasSuffix("XE") { rest = rest.dropLast(2) }
        } else if rest.hasSuffix("F") {
            rest = rest.dropLast()
        } else {
            return false
        }
        if rest.hasSuffix("K") { rest = rest.dropLast() }
        if rest.hasSuffix("Yb") { rest = rest.dropLast(2) }
        return rest.hasSuffix("Ya")
    }
}
