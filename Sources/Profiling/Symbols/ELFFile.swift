import Glibc

/// What is read of program files here: only what tells one build from another.
enum ELFFile {
    /// The build id of a file in hexadecimal, empty if it has none; nil if it cannot be read.
    static func buildID(path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard let head = bytes(of: file, at: 0, count: 64), head.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else {
            return nil
        }
        var cursor = ByteCursor(head[32...])
        guard let table = cursor.integer(UInt64.self), cursor.skip(14), let size = cursor.integer(UInt16.self),
            let count = cursor.integer(UInt16.self), size >= 56
        else { return nil }
        for index in 0..<UInt64(count) {
            guard let header = bytes(of: file, at: table &+ index &* UInt64(size), count: 56) else { return nil }
            if let id = note(in: header, of: file) { return id }
        }
        return ""
    }

    /// The build id, if the program header is that of notes and they have it.
    private static func note(in header: [UInt8], of file: Int32) -> String? {
        var cursor = ByteCursor(header)
        guard cursor.integer(UInt32.self) == 4, cursor.skip(4), let offset = cursor.integer(UInt64.self),
            cursor.skip(16),
            let size = cursor.integer(UInt64.self), cursor.skip(8), let alignment = cursor.integer(UInt64.self),
            size <= 1 << 20, let notes = bytes(of: file, at: offset, count: Int(size))
        else { return nil }
        return buildID(in: notes, alignment: alignment == 8 ? 8 : 4)
    }

    static func buildID(in notes: [UInt8], alignment: UInt64) -> String? {
        var cursor = ByteCursor(notes)
        while let nameSize = cursor.integer(UInt32.self), let size = cursor.integer(UInt32.self),
            let type = cursor.integer(UInt32.self)
        {
            guard let name = cursor.slice(aligned(nameSize, alignment)), let value = cursor.slice(UInt64(size)) else {
                return nil
            }
            if type == 3, name.prefix(4).elementsEqual([0x47, 0x4e, 0x55, 0]) { return Hexadecimal.text(value) }
            guard cursor.skip(aligned(size, alignment) - UInt64(size)) else { return nil }
        }
        return nil
    }

    private static func aligned(_ size: UInt32, _ alignment: UInt64) -> UInt64 {
        (UInt64(size) + alignment - 1) & ~(alignment - 1)
    }

    private static func bytes(of file: Int32, at offset: UInt64, count: Int) -> [UInt8]? {
        guard offset <= UInt64(Int.max) else { return nil }
        var buffer = [UInt8](repeating: 0, count: count)
        let read = buffer.withUnsafeMutableBytes { pread(file, $0.baseAddress, count, off_t(offset)) }
        return read == count ? buffer : nil
    }
}

extension LoadedImage {
    /// The file to look symbols up in; nil where there is none, or where it is no longer the one that was loaded: a
    /// library may have been replaced while the program runs.
    var symbolFile: String? {
        guard !path.hasPrefix("[") else { return nil }
        let file = isExecutable ? Executable.link : path
        return ELFFile.buildID(path: file) == buildID ? file : nil
    }
}
