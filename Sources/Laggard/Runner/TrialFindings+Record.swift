import Experiment
import Results

extension TrialFindings {
    /// The row of a trial of a run; its repetition and order are the caller's to set.
    func record(
        of cell: Cell, cellID: String, trialID: String, in manifest: Manifest, startedAt: String
    ) -> TrialRecord {
        var record = TrialRecord(
            runID: manifest.runID, trialID: trialID, cellID: cellID, repetition: 0, order: 0, startedAt: startedAt,
            host: manifest.machine.host ?? "", cell: cell, status: status, measurements: measurements)
        record.implementationVersion = hello?.version
        record.heapSource = hello?.heapSource
        record.statusDetail = statusDetail
        record.behind = behind
        record.latencyBound = latencyBound
        return record
    }
}
