import Experiment

/// What a gate says, as a value: the content of `verdict.json`, and what every rendering is made of.
public struct GateReport: Sendable, Hashable, Codable {
    /// Version of the form of `verdict.json`.
    public static let schemaVersion = 1

    public var schemaVersion = Self.schemaVersion
    /// The names of the two sides: revisions or files. Untrusted text: renderings escape it.
    public var base: String
    public var head: String
    /// Of all findings; limits apart.
    public var verdict: Verdict
    public var findings: [Finding]
    public var limits: [LimitFinding]
    /// Looks taken and planned; absent without statistics.
    public var looks: Int?
    public var looksPlanned: Int?
    /// Chance that a clean change is called a regression by the statistics; absent without them.
    public var falseAlarms: Double?
    /// Trials that failed, crashed or timed out.
    public var brokenTrials: Int
    public var notes: [String]

    enum CodingKeys: String, CodingKey {
        case schemaVersion = "schema_version"
        case base, head, verdict, findings, limits, looks
        case looksPlanned = "looks_planned"
        case falseAlarms = "false_alarms"
        case brokenTrials = "broken_trials"
        case notes
    }

    /// A report of what there is: statistics over pairs, exact metrics, limits; of `others` statuses are judged.
    /// `notes` are the caller's own.
    public init(
        base: String, head: String, comparison: Comparison? = nil, exact: [ExactCheck] = [],
        limits: [LimitResult] = [], others: [Finding] = [], notes: [String] = []
    ) {
        self.base = base
        self.head = head
        self.limits = limits.map(LimitFinding.init)
        // Of a cell that only head cannot finish there is nothing to count, and that is said already.
        let failing = Set(
            (comparison?.cells ?? []).filter { comparison?.statusVerdict(of: $0) == .regression }.map(\.id))
        let exactFindings = exact.filter { !$0.repetitions.isEmpty || !failing.contains($0.cell.id) }
            .compactMap(Finding.init)
        var parts = (exactFindings + others.filter { $0.kind == .status }).map(\.verdict)
        if let comparison, !comparison.gate.states.isEmpty || comparison.verdict == .regression {
            parts.append(comparison.verdict)
        }
        verdict = Verdict.whole(of: parts)
        findings =
            (comparison.map(Self.findings) ?? []) + others.filter { $0.kind == .status } + exactFindings
            + others.filter { $0.kind != .status }
        looks = comparison?.gate.looks
        looksPlanned = comparison?.gate.plan.pairs.count
        falseAlarms = comparison.map { $0.gate.rule.alpha + $0.gate.rule.togetherAlpha }
        brokenTrials = comparison?.brokenTrials ?? 0
        self.notes = (comparison?.gate.notes ?? []) + notes
    }

    private static func findings(_ comparison: Comparison) -> [Finding] {
        let gate = comparison.gate
        let statuses = comparison.cells.compactMap { cell in
            comparison.statusVerdict(of: cell).map { Finding(cell, comparison.statuses[cell.id]!, verdict: $0) }
        }
        // A test of all cells that shows nothing is no doubt about any of them.
        let shown = gate.allCells.filter { $0.verdict == .regression }.map { Finding($0) }
        return statuses + shown + gate.states.map { Finding($0, rule: gate.rule) }
    }
}
