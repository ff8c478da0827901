import Foundation
import Results

/// Where a machine's measurements are kept.
struct DoctorFile: Sendable, Equatable {
    /// Beside the runs, where `laggard run` looks for it.
    static let usual = DoctorFile(path: "results/doctor.json")

    let path: String

    /// Replaces the file; makes its folder.
    func write(_ measurements: MachineMeasurements) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let bytes = try measurements.json()
        do throws(FileError) { try RunFiles.replace(path, with: bytes) } catch { throw error.failure }
    }

    /// The measurements of that machine; nil where there are none that are its own and can be read.
    func measurements(of machine: MachineMeasurements.Fingerprint) -> MachineMeasurements? {
        guard let bytes = try? RunFiles.read(path), let known = MachineMeasurements(json: bytes),
            known.machine == machine
        else { return nil }
        return known
    }
}

extension MachineFacts {
    /// What makes it the same machine.
    var fingerprint: MachineMeasurements.Fingerprint {
        .init(host: host, cpuModel: cpuModel, cores: usableCores ?? cores)
    }
}
