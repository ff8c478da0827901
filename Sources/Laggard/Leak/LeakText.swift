import Experiment

/// What the demonstration says. Pure.
struct LeakText {
    let cell: Cell

    private static let widths = [8, 12, 12, 15, 10]

    /// What is tried, and the head of its table.
    var head: String {
        let timers = cell.timerSource.map { ", \($0.rawValue) timers" } ?? ", no timers"
        let timeout = cell.timeoutMs.map { ", timeout \(Duration.seconds($0 / 1_000).shortText)" } ?? ""
        return "\(cell.strategy.rawValue)\(timers)\(timeout): one subscriber that keeps up\n"
            + Self.row(["time", "allocated", "grown", "pending timers", "turns"])
    }

    /// A line of the table.
    func line(_ point: LeakSeries.Point, since first: LeakSeries.Point?) -> String {
        var grown: Int?
        if let after = point.allocatedBytes, let before = first?.allocatedBytes { grown = after - before }
        return Self.row([
            HumanScale.fixed(point.elapsedS, decimals: 1) + " s", Self.text(point.allocatedBytes, .bytes),
            Self.text(grown, .bytes), Self.text(point.pendingTimers, .count), Self.text(point.turns, .count),
        ])
    }

    /// What it comes to.
    /// - Parameter known: bytes of a timer of that source, as `doctor --measure` has found them on this machine.
    func verdict(_ series: LeakSeries, _ findings: TrialFindings, known: Double?) -> String {
        var lines: [String] = []
        if findings.status == .heapLimit {
            let limit = HumanScale.text(Double(cell.heapLimitBytes), .bytes)
            lines.append("ended by the heap limit of \(limit), \(Self.seconds(series.last?.elapsedS ?? 0)) into it")
        } else if findings.status != .ok {
            lines.append("ended as \(findings.status.rawValue): \((findings.statusDetail ?? "").shown())")
        }
        guard let grown = series.grownBytes, let turns = series.turns else {
            return (lines + ["not known: too few samples with a heap, or a child that does not say"]).joined(
                separator: "\n")
        }
        let growth = HumanScale.text(Double(grown), .bytes)
        guard let timers = series.grownTimers, let each = series.bytesPerTimer else {
            if let left = series.bytesPerTurn {
                lines.append(
                    "\(cell.strategy.rawValue) leaks, though no timer stays armed: it grew by \(growth) in "
                        + "\(Self.text(turns, .count)) turns, \(HumanScale.threeDigits(left)) bytes each")
                return lines.joined(separator: "\n")
            }
            let armed = series.last?.pendingTimers.map { ", \(Self.timers($0)) armed at the end" } ?? ""
            let grew = grown > 0 ? "grew by \(growth)" : "did not grow"
            lines.append(
                "\(cell.strategy.rawValue) \(grew) in \(Self.text(turns, .count)) turns\(armed): no leak of timers")
            return lines.joined(separator: "\n")
        }
        lines.append(
            "\(cell.strategy.rawValue) leaks: it grew by \(growth) in \(Self.seconds(series.seconds)), "
                + "\(HumanScale.text(Double(timers), .count)) timers of \(HumanScale.threeDigits(each)) bytes")
        if cell.profiled { lines.append("with what its profiler holds: it serves profiles") }
        if let known, !cell.profiled { lines.append(Self.compared(each, known: known)) }
        if let forecast = forecast(series, timers: timers, each: each) { lines.append(forecast) }
        return lines.joined(separator: "\n")
    }

    private static func compared(_ each: Double, known: Double) -> String {
        let ratio = HumanScale.fixed(each / known, decimals: 2)
        return "doctor --measure found \(HumanScale.threeDigits(known)) bytes a timer on this machine: "
            + "\(ratio) times that"
    }

    /// What it would come to if it went on until the first timer fires.
    private func forecast(_ series: LeakSeries, timers: Int, each: Double) -> String? {
        guard let timeout = cell.timeoutMs.map({ $0 / 1_000 }), series.seconds > 0, timeout > series.seconds else {
            return nil
        }
        let held = Double(timers) / series.seconds * timeout * each
        return "at this rate it holds \(HumanScale.text(held, .bytes)) when its first timer fires, "
            + "after \(Duration.seconds(timeout).shortText)"
    }

    private static func timers(_ count: Int) -> String { "\(count) timer\(count == 1 ? "" : "s")" }

    private static func seconds(_ seconds: Double) -> String { HumanScale.fixed(seconds, decimals: 1) + " s" }

    private static func text(_ value: Int?, _ unit: Metric.Unit) -> String {
        value.map { HumanScale.text(Double($0), unit) } ?? "-"
    }

    private static func row(_ fields: [String]) -> String {
        zip(fields, widths).map { field, width in
            String(repeating: " ", count: max(0, width - field.count)) + field
        }.joined(separator: "  ")
    }
}
