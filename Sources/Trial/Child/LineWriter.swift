import Experiment
import FoundationEssentials
import Glibc
import Synchronization

/// Writes the protocol's lines, so that none is torn whoever else writes.
///
/// Samples wait for the line that follows them, a heartbeat's: one `write` for all, and whoever reads wakes once.
final class LineWriter: Sendable {
    /// As much as a pipe takes in one piece.
    private static let room = 4_096

    private let file: Int32
    /// What has not been written yet: whole lines.
    private let waiting: Mutex<[UInt8]>
    /// Called when nobody reads any more, or the line cannot be written.
    private let onFailure: @Sendable (String) -> Void

    init(file: Int32, onFailure: @escaping @Sendable (String) -> Void) {
        self.file = file
        self.onFailure = onFailure
        var waiting: [UInt8] = []
        waiting.reserveCapacity(Self.room)
        self.waiting = Mutex(waiting)
    }

    func write(_ line: TrialLine) {
        guard let text = line.quickText else { return writeJSON(line) }
        var isSample = false
        if case .sample = line { isSample = true }
        add(text, waits: isSample)
    }

    func write(_ line: MeasurementLine) { writeJSON(line) }

    private func writeJSON(_ line: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            add(try encoder.encode(line), waits: false)
        } catch {
            onFailure("a line could not be encoded: \(error)")
        }
    }

    private func add(_ line: some Collection<UInt8>, waits: Bool) {
        waiting.withLock { waiting in
            if waiting.count + line.count + 1 > Self.room { writeOut(&waiting) }
            waiting.append(contentsOf: line)
            waiting.append(UInt8(ascii: "\n"))
            if !waits { writeOut(&waiting) }
        }
    }

    private func writeOut(_ waiting: inout [UInt8]) {
        waiting.withUnsafeBytes { writeWhole($0) }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Again only after a signal, or where a pipe has taken a part.
    private func writeWhole(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                onFailure("standard output: \(String(cString: strerror(errno)))")
                return
            }
        }
    }
}
