import Experiment
import Foundation
import Results

/// The folder of a run, held by this runner alone: manifest, rows, samples, histograms and logs.
///
/// A trial's samples and histograms are on the disk before its row: a row that is there is complete, and what has no row is dropped
/// by a resume.
final class RunDirectory {
    let files: RunFiles
    private(set) var manifest: Manifest
    /// The rows that are there, in their order.
    private(set) var records: [TrialRecord]
    private let lock: RunLock
    private let trials: AppendOnlyFile
    private let samples: AppendOnlyFile
    private let histograms: AppendOnlyFile

    init(
        files: RunFiles, lock: consuming RunLock, manifest: Manifest, records: [TrialRecord]
    ) throws(FileError) {
        self.files = files
        self.lock = lock
        self.manifest = manifest
        self.records = records
        trials = try AppendOnlyFile(path: files.trials)
        samples = try AppendOnlyFile(path: files.samples)
        histograms = try AppendOnlyFile(path: files.histograms)
    }

    /// A new run in a folder that is made for it, or that is empty.
    static func create(folder: String, manifest: Manifest) throws -> RunDirectory {
        try makeFolder(folder)
        let lock = try RunLock(folder: folder)
        let files = RunFiles(folder: folder)
        guard try isEmpty(folder) else { throw taken(folder) }
        do throws(FileError) {
            try RunFiles.replace(files.manifest, with: try encoded(manifest, files))
            guard mkdir(files.logs, 0o755) == 0 else { throw FileError(files.logs, doing: "create") }
            try RunFiles.replace(files.samples, with: Array(CSVWriter<SampleRow>.samples.header.utf8))
            try RunFiles.replace(files.histograms, with: Array(CSVWriter<HistogramRow>.histograms.header.utf8))
            try RunFiles.replace(files.trials, with: Array(CSVWriter<TrialRecord>.trials.header.utf8))
            lock.sync()
            return try RunDirectory(files: files, lock: lock, manifest: manifest, records: [])
        } catch {
            throw error.failure
        }
    }

    /// Appends a trial: its samples and histograms, then its row, all on the disk when this returns. Where the disk is
    /// full, all files are as they were before.
    func append(
        _ record: TrialRecord, samples points: [TrialLine.Sample], histograms encoded: [TrialLine.Histogram]
    ) throws(FileError) {
        let pointRows = points.map { CSVWriter<SampleRow>.samples.row(SampleRow(trialID: record.trialID, sample: $0)) }
        let histogramRows = encoded.map {
            CSVWriter<HistogramRow>.histograms.row(HistogramRow(trialID: record.trialID, histogram: $0))
        }
        let before = (samples: try samples.size(), histograms: try histograms.size())
        do throws(FileError) {
            try Self.write(pointRows.joined(), to: samples)
            try Self.write(histogramRows.joined(), to: histograms)
            try Self.write(CSVWriter<TrialRecord>.trials.row(record), to: trials)
        } catch {
            try? samples.cut(to: before.samples)
            try? histograms.cut(to: before.histograms)
            throw error
        }
        records.append(record)
    }

    private static func write(_ text: String, to file: borrowing AppendOnlyFile) throws(FileError) {
        let before = try file.size()
        try file.append(Array(text.utf8))
        try file.sync(orCutTo: before)
    }

    /// Writes the manifest again, changed.
    func update(_ change: (inout Manifest) -> Void) throws(FileError) {
        change(&manifest)
        try RunFiles.replace(files.manifest, with: try Self.encoded(manifest, files))
    }

    static func encoded(_ manifest: Manifest, _ files: RunFiles) throws(FileError) -> [UInt8] {
        do { return try manifest.json() } catch { throw FileError(files.manifest, doing: "encode", code: EINVAL) }
    }

    // MARK: The folder

    static func makeFolder(_ folder: String) throws(Failure) {
        if mkdir(folder, 0o755) == 0 { return }
        switch errno {
        case EEXIST: try checkFree(folder)
        case ENOENT:
            let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            guard parent != folder else { throw FileError(folder, doing: "create").failure }
            try makeParents(parent)
            guard mkdir(folder, 0o755) == 0 else { throw FileError(folder, doing: "create").failure }
        case ENOTDIR: throw partIsNoFolder(folder)
        default: throw FileError(folder, doing: "create").failure
        }
    }

    /// Refuses a folder that a new run cannot have, as far as that can be told without making it.
    static func checkFree(_ folder: String) throws(Failure) {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            if errno == ENOTDIR { throw partIsNoFolder(folder) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure(.usage, "'\(folder)' is there already, and is no folder", hint: "Choose another --output.")
        }
        guard try isEmpty(folder) else { throw taken(folder) }
    }

    private static func partIsNoFolder(_ folder: String) -> Failure {
        Failure(.usage, "a part of '\(folder)' is no folder", hint: "Choose another --output.")
    }

    private static func makeParents(_ folder: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.inputOutput, "cannot create '\(folder)': \(error.localizedDescription)")
        }
    }

    private static func isEmpty(_ folder: String) throws(Failure) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw FileError(folder, doing: "read", code: EACCES).failure
        }
        return names.isEmpty
    }

    private static func taken(_ folder: String) -> Failure {
        Failure(
            .usage, "'\(folder)' is not empty: two runs never share a folder",
            hint: "Choose another --output, or go on with that run: laggard run --resume \(folder)")
    }
}
