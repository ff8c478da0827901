import Experiment
import Gate

/// Timings of two runs side by side, for the eye: medians over the repetitions and their ratio. Pure.
struct TimingTable {
    let cells: [Cell]
    let named: [String: ComparedCell]
    let baseline: RecordedRun
    let candidate: RecordedRun

    /// - Parameter why: why they are not judged.
    func text(why: String) -> String {
        var table = TextTable(
            header: ["cell", "metric", "baseline", "candidate", "ratio"],
            alignment: [.left, .left, .right, .right, .right])
        for cell in cells {
            let id = CellID.of(cell)
            for metric in ComparedMetrics.timed(in: cell, candidate.manifest.plan.parsedTolerances) {
                guard let base = median(baseline, id, metric), let head = median(candidate, id, metric) else { continue }
                let ratio = base > 0 ? "\(HumanScale.fixed(head / base, decimals: 2))x" : ""
                table.rows.append([
                    (named[id]?.label ?? id).shown(), metric.name, HumanScale.text(base, metric.unit),
                    HumanScale.text(head, metric.unit), ratio,
                ])
            }
        }
        guard !table.rows.isEmpty else { return "" }
        return "\nTimings, not judged, since \(why):\n" + table.lines().map { "  \($0)\n" }.joined()
    }

    private func median(_ run: RecordedRun, _ id: String, _ metric: Metric) -> Double? {
        Spread(run.records.filter { $0.cellID == id && $0.status == .ok }.compactMap { $0.measurements[metric] })?.median
    }
}
