import Experiment
import Results

/// A run as a report takes it: what its files hold.
public struct ReportRun: Sendable {
    /// What the report makes of it.
    public enum Role: String, Sendable {
        /// The one that it is about.
        case run
        /// The one that it stands against.
        case against
    }

    public var role: Role
    /// As it was given. Untrusted text, as are all others of a run.
    public var folder: String
    public var manifest: Manifest
    /// The bytes of `manifest.json`: all that it says, also what this version does not know.
    public var manifestJSON: [UInt8]
    public var records: [TrialRecord]
    /// By trial.
    public var series: [String: TimeSeries] = [:]
    /// The fast and the slow class's latencies, by trial.
    public var histograms: [String: ClassHistograms] = [:]
    /// What was left out when its files were read.
    public var notes: [String] = []

    public init(role: Role, folder: String, manifest: Manifest, manifestJSON: [UInt8], records: [TrialRecord]) {
        self.role = role
        self.folder = folder
        self.manifest = manifest
        self.manifestJSON = manifestJSON
        self.records = records
    }

    /// The latencies of one trial, by class of subscribers.
    public struct ClassHistograms: Sendable, Equatable {
        public var fast: EncodedHistogram?
        public var slow: EncodedHistogram?

        public init() {}

        subscript(side: SubscriberClass) -> EncodedHistogram? { side == .fast ? fast : slow }
    }

    /// Its name: the run's id, or the folder's where there is none.
    var name: String { manifest.runID.isEmpty ? folder : manifest.runID }

    /// The machine and the revision, as far as they are known.
    var place: String {
        let (machine, build) = (manifest.machine, manifest.build)
        var parts = [machine.cpuModel, machine.cores.map { "\($0) core\($0 == 1 ? "" : "s")" }, machine.kernel]
        if parts.allSatisfy({ $0 == nil }) { parts = ["machine not known"] }
        let revision = build.revision.map { String($0.prefix(12)) } ?? "revision not known"
        let changes = build.isDirty == true ? " with changes" : ""
        parts += [build.version.map { "laggard \($0)" }, revision + changes, build.compiler]
        return parts.compactMap(\.self).joined(separator: " · ")
    }
}
