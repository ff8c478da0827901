import Experiment

/// Whether the child really counts its heap: what a tiny trial of it says. Pure.
enum HeapCheck {
    static let name = "trial and heap"

    static func check(_ end: TrialEnd, program: String) -> Check {
        guard case .recorded(let findings) = end else { return .warn(name, "interrupted", "run it again") }
        guard findings.status == .ok else {
            let detail = findings.statusDetail.map { ": \($0)" } ?? ""
            return .fail(
                name, "a tiny trial of '\(program)' ended as \(findings.status.rawValue)\(detail)",
                "build both programs: swift build -c release")
        }
        guard let source = findings.hello?.heapSource else {
            return .fail(
                name, "a trial runs, but counts no heap",
                "install jemalloc (apt install libjemalloc-dev) and build again; LD_PRELOAD must not name another malloc"
            )
        }
        let allocated = findings.samples.compactMap(\.allocatedBytes).filter { $0 > 0 }
        guard let most = allocated.max() ?? findings.measurements[.heapPeak].map({ Int($0) }), most > 0 else {
            return .fail(
                name, "\(source) is linked, and counts nothing: it is not the allocator in use",
                "LD_PRELOAD must not name another malloc")
        }
        return .ok(name, "\(source), \(HumanScale.text(Double(most), .bytes)) allocated in a tiny trial")
    }

    /// As small a trial as there is: 10 subscribers for a fifth of a second.
    static func tinyCell() -> Cell {
        var cell = Cell(
            scenario: "doctor", strategy: .dropNewest, partitions: 1, subscribers: 10, capacity: 100,
            loadModel: .open, warmupS: 0.05, drainLimitS: 1, heapLimitBytes: 1 << 30)
        cell.offeredRatePerS = 1_000
        cell.durationS = 0.2
        cell.seed = 1
        return cell
    }
}
