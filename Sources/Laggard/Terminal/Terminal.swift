import Foundation

/// What is known of a stream that a human may be looking at, and the one place that writes to it.
struct Terminal: Sendable, Equatable {
    enum Stream: Int32, Sendable {
        case output = 1
        case error = 2
    }

    var stream: Stream
    /// Whether the line may be overwritten: a terminal that knows control characters.
    var isInteractive: Bool
    var hasColour: Bool
    var columns: Int

    /// Looks at the stream and the environment (`NO_COLOR`, `TERM=dumb`, `COLUMNS`).
    init(_ stream: Stream, environment: [String: String] = ProcessInfo.processInfo.environment) {
        var size = winsize()
        let isTerminal = isatty(stream.rawValue) == 1
        let known = isTerminal && ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        self.init(stream, isTerminal: isTerminal, columns: known ? Int(size.ws_col) : nil, environment: environment)
    }

    init(_ stream: Stream, isTerminal: Bool, columns: Int?, environment: [String: String]) {
        self.stream = stream
        isInteractive = isTerminal && environment["TERM"] != "dumb"
        hasColour = isInteractive && environment["NO_COLOR", default: ""].isEmpty
        self.columns = columns ?? environment["COLUMNS"].flatMap { Int($0) } ?? 100
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
