import Experiment
import Foundation
import Results

extension RunDirectory {
    /// Opens a run that was begun: cuts off what is torn, and drops what belongs to a trial without a row.
    static func resume(folder: String) throws -> RunDirectory {
        let manifest = try RunReader.manifest(folder: folder)
        let lock = try RunLock(folder: folder)
        let files = RunFiles(folder: folder)
        let records = try repairTrials(files)
        let trials = Set(records.map(\.trialID))
        try repair(files.samples, .samples, CSVWriter<SampleRow>.samples) { trials.contains($0.trialID) }
        try repair(files.histograms, .histograms, CSVWriter<HistogramRow>.histograms) { trials.contains($0.trialID) }
        mkdir(files.logs, 0o755)
        do throws(FileError) {
            return try RunDirectory(files: files, lock: lock, manifest: manifest, records: records)
        } catch {
            throw error.failure
        }
    }

    /// Refuses rows that the plan does not have, or has only once.
    func check(against schedule: Schedule) throws(Failure) {
        let planned = Set(schedule.trials.map(\.trialID))
        var seen: Set<String> = []
        let isProfiled = schedule.trials.contains(where: \.cell.profiled)
        for record in records {
            guard record.cell.profiled == isProfiled else {
                throw Failure(
                    .usage, "'\(files.folder)' was begun \(isProfiled ? "without" : "with") --pprof",
                    hint: isProfiled ? "Go on without it." : "Go on with it: its trials are profiled.")
            }
            guard planned.contains(record.trialID) else {
                throw Failure(
                    .usage, "'\(files.trials)' has the trial \(record.trialID), which is not in the manifest's plan")
            }
            guard seen.insert(record.trialID).inserted else {
                throw Failure(.usage, "'\(files.trials)' has the trial \(record.trialID) twice")
            }
        }
    }

    private static func repairTrials(_ files: RunFiles) throws -> [TrialRecord] {
        let writer = CSVWriter<TrialRecord>.trials
        guard let bytes = try contents(files.trials) else {
            try replace(files.trials, writer.header)
            return []
        }
        let contents = try RunReader.rows(.trials, bytes, files.trials)
        if let torn = contents.torn { try cut(files.trials, to: torn.offset, orHeader: writer.header) }
        return contents.rows
    }

    /// Keeps the whole rows of trials that have theirs in `trials.csv`.
    private static func repair<Row>(
        _ path: String, _ reader: CSVReader<Row>, _ writer: CSVWriter<Row>, keeping isKept: (Row) -> Bool
    ) throws {
        guard let bytes = try contents(path) else { return try replace(path, writer.header) }
        let contents = try RunReader.rows(reader, bytes, path)
        let kept = contents.rows.filter(isKept)
        if kept.count < contents.rows.count {
            try replace(path, writer.header + kept.map { writer.row($0) }.joined())
        } else if let torn = contents.torn {
            try cut(path, to: torn.offset, orHeader: writer.header)
        }
    }

    /// Nil where the file is not there, or empty: the run was killed before it had a header.
    private static func contents(_ path: String) throws -> [UInt8]? {
        do throws(FileError) {
            let bytes = try RunFiles.read(path)
            return bytes.isEmpty ? nil : bytes
        } catch  where error.code == ENOENT {
            return nil
        } catch {
            throw error.failure
        }
    }

    private static func cut(_ path: String, to length: Int, orHeader header: String) throws {
        guard length > 0 else { return try replace(path, header) }
        do throws(FileError) { try AppendOnlyFile(path: path).cut(to: length) } catch { throw error.failure }
    }

    private static func replace(_ path: String, _ text: String) throws {
        do throws(FileError) { try RunFiles.replace(path, with: Array(text.utf8)) } catch { throw error.failure }
    }
}
