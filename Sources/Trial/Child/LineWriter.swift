import Experiment
import FoundationEssentials
import Glibc
import Synchronization

/// Writes the protocol's lines, each with one `write`, so that none is torn whoever else writes.
final class LineWriter: Sendable {
    private let file: Int32
    private let lock = Mutex(())
    /// Called when nobody reads any more, or the line cannot be written.
    private let onFailure: @Sendable (String) -> Void

    init(file: Int32, onFailure: @escaping @Sendable (String) -> Void) {
        self.file = file
        self.onFailure = onFailure
    }

    func write(_ line: TrialLine) {
        guard var text = line.quickText else { return writeJSON(line) }
        text.append(UInt8(ascii: "\n"))
        lock.withLock { _ in text.withUnsafeBytes { writeWhole($0) } }
    }

    func write(_ line: MeasurementLine) { writeJSON(line) }

    private func writeJSON(_ line: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            var data = try encoder.encode(line)
            data.append(UInt8(ascii: "\n"))
            lock.withLock { _ in data.withUnsafeBytes { writeWhole($0) } }
        } catch {
            onFailure("a line could not be encoded: \(error)")
        }
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
