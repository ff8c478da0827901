import Experiment
import Foundation
import Report
import Results

/// Reads a run's files for a report. What may be absent is a note, and what is wrong an error that says where.
struct ReportReader {
    let files: RunFiles
    let role: ReportRun.Role

    init(folder: String, role: ReportRun.Role) {
        files = RunFiles(folder: folder)
        self.role = role
    }

    /// - Throws: `Failure`, usage where a file is missing that a report needs, or is none of ours.
    func run() throws(Failure) -> ReportRun {
        let manifest = try RunReader.manifest(folder: files.folder)
        let json = try RunReader.bytes(files.manifest, of: files.folder)
        let bytes = try RunReader.bytes(files.trials, of: files.folder)
        let trials = try reading(files.trials) { () throws(CSVError) in
            try CSVReader<TrialRecord>.trials.read(bytes, file: files.trials)
        }
        guard !trials.rows.isEmpty else {
            throw Failure(
                .usage, "\(files.trials):1: there is no trial in it yet",
                hint: "Give the folder of another run, or go on with this one: \(RunText.resumeCommand(files))")
        }
        var run = ReportRun(
            role: role, folder: files.folder, manifest: manifest, manifestJSON: json, records: trials.rows)
        if let torn = trials.torn { run.notes.append(Self.note(torn, files.trials)) }
        try readSamples(&run)
        try readHistograms(&run)
        return run
    }

    private func readSamples(_ run: inout ReportRun) throws(Failure) {
        guard let bytes = try optional(files.samples, &run, without: "there are no time series") else { return }
        var series: [String: TimeSeries] = [:]
        let torn = try reading(files.samples) { () throws(CSVError) in
            try CSVReader<SampleRow>.samples.forEach(in: bytes, file: files.samples) { row, _ in
                series[row.trialID, default: TimeSeries()].append(row.sample)
            }
        }
        run.series = series
        if let torn { run.notes.append(Self.note(torn, files.samples)) }
    }

    private func readHistograms(_ run: inout ReportRun) throws(Failure) {
        guard let bytes = try optional(files.histograms, &run, without: "there are no latency curves") else { return }
        var histograms: [String: ReportRun.ClassHistograms] = [:]
        let torn = try reading(files.histograms) { () throws(CSVError) in
            try CSVReader<HistogramRow>.histograms.forEach(in: bytes, file: files.histograms) { row, line in
                let encoded = EncodedHistogram(encoding: row.histogram.encoding, line: line)
                switch row.histogram.metric {
                case .fastLatency: histograms[row.trialID, default: .init()].fast = encoded
                case .slowLatency: histograms[row.trialID, default: .init()].slow = encoded
                default: break
                }
            }
        }
        run.histograms = histograms
        if let torn { run.notes.append(Self.note(torn, files.histograms)) }
    }

    /// Nil, and a note, where the file is not there.
    private func optional(
        _ path: String, _ run: inout ReportRun, without consequence: String
    ) throws(Failure) -> [UInt8]? {
        do throws(FileError) {
            return try RunFiles.read(path)
        } catch  where error.code == ENOENT {
            run.notes.append("\(path) is not there: \(consequence)")
            return nil
        } catch {
            throw error.failure
        }
    }

    /// - Throws: what `read` throws, with what to do about it.
    private func reading<Value>(_ path: String, _ read: () throws(CSVError) -> Value) throws(Failure) -> Value {
        do throws(CSVError) {
            return try read()
        } catch {
            let name = URL(fileURLWithPath: path).lastPathComponent
            throw Failure(
                .usage, "\(error)",
                hint: "Mend it, or give the folder of a run, with the \(name) that 'laggard run' wrote.")
        }
    }

    private static func note(_ torn: CSVTable.TornTail, _ path: String) -> String {
        "\(path):\(torn.line): the last row was not written to its end and is left out"
    }
}
