import Experiment
import Results

/// A run that exists: its manifest and its rows.
struct RecordedRun: Sendable {
    let folder: String
    let manifest: Manifest
    let records: [TrialRecord]

    /// - Throws: `Failure`, usage where the folder is not one of a run, or has none of its trials.
    init(folder: String) throws(Failure) {
        manifest = try RunReader.manifest(folder: folder)
        records = try RunReader.trials(folder: folder)
        self.folder = RunFiles(folder: folder).folder
        guard !records.isEmpty else {
            throw Failure(
                .nothingComparable, "'\(folder)' has no trials", hint: "The run ended before its first one did.")
        }
    }

    init(folder: String, manifest: Manifest, records: [TrialRecord]) {
        self.folder = folder
        self.manifest = manifest
        self.records = records
    }

    /// Whether host, processor and cores are known, and the same.
    func isOfSameMachine(as other: RecordedRun) -> Bool {
        let machines = [manifest.machine, other.manifest.machine].map {
            [$0.host, $0.cpuModel, $0.cores.map(String.init)]
        }
        return machines[0] == machines[1] && !machines[0].contains(nil)
    }
}
