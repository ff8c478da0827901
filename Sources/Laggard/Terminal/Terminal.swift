import Foundation

/// What is known of a stream that a human may be looking at, and the one place that writes to it.
struct Terminal: Sendable, Equatable {
    enum Stream: Int32, Sendable {
        case output = 1
        case error = 2
    }

    /// In characters of the usual width.
    struct Size: Sendable, Equatable {
        var columns: Int
        var rows: Int
    }

    var stream: Stream
    /// Whether lines may be overwritten and coloured: a terminal that knows control characters, and nobody has asked
    /// for plain ones (`TERM=dumb`, `NO_COLOR`).
    var isInteractive: Bool
    /// Whether it shows characters beyond ASCII: the locale is one of UTF-8.
    var isUnicode: Bool
    private var usualColumns: Int

    /// Looks at the stream and the environment: `TERM`, `NO_COLOR`, `COLUMNS`, and the locale's `LC_ALL`, `LC_CTYPE`
    /// and `LANG`.
    init(_ stream: Stream, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.init(stream, isTerminal: isatty(stream.rawValue) == 1, environment: environment)
    }

    init(_ stream: Stream, isTerminal: Bool, environment: [String: String]) {
        self.stream = stream
        let isCapable = !["", "dumb"].contains(environment["TERM", default: ""])
        isInteractive = isTerminal && isCapable && environment["NO_COLOR", default: ""].isEmpty
        isUnicode = Self.isUnicode(environment)
        usualColumns = environment["COLUMNS"].flatMap { Int($0) } ?? 100
    }

    /// The first of the three that is set and not empty says it, as for every program.
    private static func isUnicode(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        let encoding = locale.split(separator: ".").last?.split(separator: "@").first.map { $0.lowercased() }
        return encoding == "utf-8" || encoding == "utf8"
    }

    /// As it is now: a user may have pulled at the window's edge.
    var size: Size {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return Size(columns: usualColumns, rows: 24)
        }
        return Size(columns: Int(size.ws_col), rows: size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    func write(_ text: String) { Self.write(text, to: stream) }

    /// Writes all of the text; a reader that has gone away is no reason to stop a run.
    static func write(_ text: String, to stream: Stream) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(stream.rawValue, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}
