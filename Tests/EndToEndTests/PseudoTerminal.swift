import Foundation
import Glibc
import Testing

/// A program at a terminal of its own: what it writes is read as from a real one, and Ctrl-C can be typed.
final class PseudoTerminal {
    /// `setsid` gives the program the terminal as its controlling one, so that Ctrl-C is a signal.
    static let canBeMade = FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid")

    private let process = Process()
    private let master: FileHandle
    private var isOver = false
    /// All that it has written so far, carriage returns and control sequences included.
    private(set) var bytes: [UInt8] = []
    let began = ContinuousClock.now

    /// Starts laggard in the sandbox's folder, with an environment of UTF-8 and colours but for what is said otherwise.
    init(
        _ arguments: [String], environment: [String: String] = [:], columns: Int = 100, in sandbox: Sandbox
    ) throws {
        let (descriptor, slave) = try Self.open()
        master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        resize(columns: columns)
        let end = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", Laggard.program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: sandbox.folder)
        let plain = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("LC_") && !["LANG", "NO_COLOR", "COLUMNS"].contains(name)
        }
        process.environment = plain.merging(["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]) { $1 }
            .merging(environment) { $1 }
        (process.standardInput, process.standardOutput, process.standardError) = (end, end, end)
        try process.run()
        try end.close()
    }

    /// Both ends, by the kernel's own calls: Glibc's module has no `posix_openpt`.
    private static func open() throws -> (master: Int32, slave: Int32) {
        let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (Int32, Int32) = (0, 0)
        let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        try #require(master >= 0 && ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0)
        let slave = Glibc.open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        return (master, slave)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func resize(columns: Int) {
        var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master.fileDescriptor, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) { try? master.write(contentsOf: Data(text.utf8)) }

    /// Reads until something holds, or the program's side is closed.
    /// - Returns: whether it holds.
    @discardableResult
    func read(until holds: (PseudoTerminal) -> Bool) -> Bool {
        while !holds(self) {
            guard !isOver else { return false }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = Glibc.read(master.fileDescriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            // Linux says EIO when the last of the other side is gone.
            if count <= 0 { isOver = true } else { bytes += buffer[..<count] }
        }
        return true
    }

    /// Reads to the end.
    /// - Returns: the exit code.
    func ending() -> Int32 {
        read { _ in false }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }
}
