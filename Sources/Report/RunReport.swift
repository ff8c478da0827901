import Experiment

/// A run as one self-contained file of HTML: a pure function of what its files hold.
public struct RunReport: Sendable {
    /// Bytes that a report has at most, whatever a run holds, as long as its rows alone have fewer.
    public static let mostBytes = 15_000_000

    let runs: [ReportRun]
    let verdict: ReportVerdict?
    /// Fewer in tests.
    var budget = mostBytes

    /// - Parameters:
    ///   - against: another run that this one stands against.
    ///   - verdict: what the gate says of the two; of a comparison's run, of its sides.
    public init(_ run: ReportRun, against: ReportRun? = nil, verdict: ReportVerdict? = nil) {
        runs = [run] + (against.map { [$0] } ?? [])
        self.verdict = verdict
    }

    /// Whether a file that begins with these bytes is a report that this program has written.
    public static func wrote(_ beginning: some Sequence<UInt8>) -> Bool {
        String(decoding: Array(beginning), as: UTF8.self)
            .contains("<meta name=\"generator\" content=\"\(ReportPage.generator)\">")
    }

    /// The file's bytes. Throws where a histogram cannot be decoded.
    public func html() throws(BadHistogram) -> [UInt8] {
        let index = ReportIndex(runs)
        let summary = SummarySection(findings: Findings(runs: runs, index: index, verdict: verdict))
        let page = ReportPage(runs: runs, index: index, summary: summary.markup, verdict: verdict)
        let head = page.head
        let details = try ReportDetails(runs: runs, index: index)
        let notes = runs.flatMap(\.notes)
        let data = ReportData(runs: runs, index: index)
        // Its chunks are not known yet, and their numbers are short.
        let least = PackedText(data.json(chunks: index.cells.map { _ in 0 }, notes: notes).bytes)
        let taken = head.text.utf8.count + ReportPage.tail(data: least, details: []).text.utf8.count
        let (chunks, level) = details.chunks(within: budget - taken - budget / 100)
        let packed = PackedText(data.json(chunks: chunks.ofCells, notes: notes + level.notes).bytes)
        return Array(head.text.utf8) + Array(ReportPage.tail(data: packed, details: chunks.texts).text.utf8)
    }
}

extension ReportDetails.Level {
    /// What is left out, in words.
    var notes: [String] {
        let series =
            samples.map { most in
                most == 0
                    ? "The time series are left out, so that the report stays small."
                    : "Time series are thinned to \(most) samples a trial, so that the report stays small: the least and "
                        + "the most allocated of equal spans are kept."
            }
        let curves =
            hasTrialCurves
            ? nil : "Latency curves are those of cells, all repetitions added up; those of single trials are left out."
        return [series, curves].compactMap(\.self)
    }
}
