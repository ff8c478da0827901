import Foundation

/// The names of a run's files.
struct RunFiles: Sendable, Equatable {
    let folder: String

    /// - Parameter folder: as given by a user; slashes at its end are dropped.
    init(folder: String) {
        var trimmed = folder[...]
        while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.folder = String(trimmed)
    }

    var manifest: String { folder + "/manifest.json" }
    var trials: String { folder + "/trials.csv" }
    var histograms: String { folder + "/histograms.csv" }
    var samples: String { folder + "/samples.csv" }
    var search: String { folder + "/search.csv" }
    var verdict: String { folder + "/verdict.json" }
    var report: String { folder + "/report.html" }
    var logs: String { folder + "/logs" }

    func errorLog(_ trialID: String) -> String { "\(logs)/\(trialID).stderr" }

    /// The path, or the first of `<path>-2`, ... that is not taken by a run of the same second.
    static func free(_ path: String) -> String {
        let candidates = [path] + (2...100).map { "\(path)-\($0)" }
        return candidates.first { access($0, F_OK) != 0 } ?? path
    }

    /// The bytes of a file, or why there are none.
    static func read(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path, doing: "read") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path, doing: "read") }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Replaces a file in one step: it holds the old bytes or the new ones, whatever happens in between.
    static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        let new = path + ".new"
        unlink(new)
        do throws(FileError) {
            let file = try AppendOnlyFile(path: new)
            try file.append(bytes)
            try file.sync(orCutTo: 0)
        } catch {
            unlink(new)
            throw error
        }
        guard rename(new, path) == 0 else { throw FileError(path, doing: "replace") }
    }
}
