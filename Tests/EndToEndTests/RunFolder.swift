import Experiment
import Foundation
import Results

/// The files of a run, as a test reads them.
struct RunFolder {
    let path: String

    func trials() throws -> [TrialRecord] {
        try CSVReader<TrialRecord>.trials.read(bytes("trials.csv"), file: "trials.csv").rows
    }

    /// Whether `trials.csv` ends with a whole row.
    func isWhole() throws -> Bool {
        try CSVReader<TrialRecord>.trials.read(bytes("trials.csv"), file: "trials.csv").torn == nil
    }

    func samples() throws -> [SampleRow] {
        try CSVReader<SampleRow>.samples.read(bytes("samples.csv"), file: "samples.csv").rows
    }

    func histograms() throws -> [HistogramRow] {
        try CSVReader<HistogramRow>.histograms.read(bytes("histograms.csv"), file: "histograms.csv").rows
    }

    func manifest() throws -> Manifest { try Manifest(json: bytes("manifest.json")) }

    /// The rows that are there so far; none where there is no file yet.
    var count: Int { (try? trials().count) ?? 0 }

    private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")) }
}
