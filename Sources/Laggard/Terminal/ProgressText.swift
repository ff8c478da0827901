import Experiment

/// What progress looks like as text. Pure.
enum ProgressText {
    /// A trial in a few words: `after 1000 subscribers, 5% slow, open 200 /s`.
    static func name(of cell: Cell) -> String {
        var parts = ["\(cell.strategy.rawValue) \(cell.subscribers) subscriber\(cell.subscribers == 1 ? "" : "s")"]
        if cell.implementation != "laggard" { parts[0] = "\(cell.implementation) \(parts[0])" }
        if let source = cell.timerSource { parts.append(source.rawValue) }
        if cell.slowSubscribers > 0 { parts.append("\(cell.slowSubscribers) slow") }
        if let rate = cell.offeredRatePerS {
            parts.append("\(cell.loadModel.rawValue) \(HumanScale.text(rate, .perSecond))")
        } else {
            parts.append(cell.loadModel.rawValue)
        }
        return ("\(cell.scenario): " + parts.joined(separator: ", ")).shown(limit: 300)
    }

    /// What is said of a trial under way.
    static func status(trial: Int, of count: Int, left: Double, name: String) -> String {
        "[\(trial)/\(count)] \(Duration.seconds(left.rounded()).shortText) left  \(name)"
    }

    /// The same of a trial of a comparison.
    static func status(pair: PairSchedule.Pair, side: Side, spentS: Double, of budgetS: Double) -> String {
        let number = pair.index.map { "pair \($0 + 1)" } ?? "trial run"
        return "[\(Int(spentS)) of \(Int(budgetS)) s] \(number), \(side.rawValue)  \(name(of: pair.cell))"
    }

    /// The line that stays when a trial is over.
    static func finished(trial: Int, of count: Int, name: String, findings: TrialFindings) -> String {
        var figures: [String] = []
        if let rate = findings.measurements[.deliveryRate] {
            figures.append("\(HumanScale.text(rate, .perSecond)) delivered")
        }
        if let p99 = findings.measurements[.latencyP99(.fast)] {
            figures.append("fast p99 \(HumanScale.text(p99, .nanoseconds))")
        }
        if let growth = findings.measurements[.heapGrowth] {
            figures.append("heap growth \(HumanScale.text(growth, .bytes))")
        }
        let detail = findings.status == .ok ? nil : findings.statusDetail
        let words = ([detail].compactMap(\.self) + figures).joined(separator: ", ")
        return "[\(trial)/\(count)] \(name): \(findings.status.rawValue)" + (words.isEmpty ? "" : " - \(words)")
    }
}
