import Foundation
import Report

/// Where a report goes: a new file, or one in the place of an older report.
struct ReportFile {
    /// As it was given.
    let path: String
    /// What it stands for, links followed.
    private let target: String

    /// Looks at what is there before anything is read, since that takes a while.
    /// - Throws: `Failure`, usage where it must not be replaced.
    init(path: String, replacesAnything: Bool) throws(Failure) {
        self.path = path
        target =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: path)).map { _ in
                URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            } ?? path
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Failure(.usage, "'\(path)' is a folder", hint: "Name a file: --output \(path)/report.html")
        default: throw Failure(.usage, "'\(path)' is no plain file", hint: "Choose another --output.")
        }
        guard status.st_size == 0 || replacesAnything || Self.isReport(target) else {
            throw Failure(
                .usage, "'\(path)' is there already, and is no report of laggard's",
                hint: "Choose another --output, or replace it with --force.")
        }
    }

    private static func isReport(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return RunReport.wrote((try? file.read(upToCount: 1_024)) ?? Data())
    }

    /// Writes it beside its place and moves it there: a report is whole, or not there.
    func write(_ bytes: [UInt8]) throws(Failure) {
        do throws(FileError) { try RunFiles.replace(target, with: bytes) } catch { throw error.failure }
    }
}
