import Experiment

/// The lines that show a trial under way, fit for a terminal. Pure.
///
/// Below the line that says which trial it is: heap, rate and p99, each with the sparkline of the trial so far. Where
/// there is too little room, sparklines get shorter, then go; then figures go. The last column stays free: some terminals
/// wrap when it is written to.
struct LiveLayout {
    static let sparklines = 4...24
    private static let figureColumns = 8
    private static let gap = "   "

    let size: Terminal.Size
    /// Whether there may be sparklines.
    let isUnicode: Bool

    /// One line where the terminal has too few rows for two.
    func lines(title: String, trial: LiveTrial) -> [String] {
        let title = DisplayWidth.cut(title, to: size.columns - 1)
        return size.rows < 3 ? [title] : [title, figures(trial)]
    }

    private func figures(_ trial: LiveTrial) -> String {
        let room = size.columns - 1
        for parts in Self.choices(trial.known, isUnicode: isUnicode) {
            let bars = parts.count { $0.hasSparkline }
            let free = room - width(parts)
            guard free >= bars * Self.sparklines.lowerBound else { continue }
            let length = bars == 0 ? 0 : min(free / bars, Self.sparklines.upperBound)
            return text(parts, trial, sparkline: length)
        }
        return ""
    }

    private struct Part {
        let figure: LiveFigure
        let hasSparkline: Bool
    }

    /// From the richest to the poorest.
    private static func choices(_ known: [LiveFigure], isUnicode: Bool) -> [[Part]] {
        let leastFirst = LiveFigure.leastFirst.filter(known.contains)
        return leastFirst.indices.flatMap { gone in
            let left = leastFirst.dropFirst(gone)
            return (0...left.count).filter { isUnicode || $0 == left.count }.map { bare in
                let withBars = left.dropFirst(bare)
                return known.filter(left.contains).map { Part(figure: $0, hasSparkline: withBars.contains($0)) }
            }
        }
    }

    /// Without the bars themselves.
    private func width(_ parts: [Part]) -> Int {
        parts.reduce((parts.count - 1) * Self.gap.count) { sum, part in
            sum + part.figure.rawValue.count + 1 + (part.hasSparkline ? 1 : 0) + Self.figureColumns
        }
    }

    private func text(_ parts: [Part], _ trial: LiveTrial, sparkline length: Int) -> String {
        let texts = parts.map { part in
            let series = trial.series(part.figure)
            let bars = Sparkline.text(series.columns(length, over: trial.time), scale: part.figure.scale)
            let figure = series.last.map { HumanScale.text($0, part.figure.unit) } ?? ""
            let padding = String(repeating: " ", count: max(0, Self.figureColumns - figure.count))
            return part.figure.rawValue + " " + (part.hasSparkline ? bars + " " : "") + figure + padding
        }
        return DisplayWidth.cut(texts.joined(separator: Self.gap), to: size.columns - 1)
    }
}
