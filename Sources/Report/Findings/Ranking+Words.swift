import Experiment

extension Ranking {
    /// How many followers are named, beside the last.
    private static let mostFollowers = 3

    /// A sentence: the best, and by what the others are behind.
    /// - Parameter place: where; untrusted text.
    func sentence(_ index: ReportIndex, place: String) -> Markup {
        let best = leaders
        guard let first = best.first else {
            return "\(subject.title) (\(place)): only lower bounds are known: \(list(places, index, factorOf: nil))."
        }
        let rest = followers
        let told: Markup =
            best.count == 1
            ? "\(name(first, index)) has \(subject.superlative), \(words(first, index))"
            : "\(list(best, index, factorOf: nil)) are level: their repetitions do not tell them apart"
        let behind: Markup =
            rest.isEmpty ? "" : "; behind \(best.count == 1 ? "it" : "them") \(list(rest, index, factorOf: first))"
        return "\(subject.title) (\(place)): \(told)\(behind).\(caution(best, index))"
    }

    private func list(_ places: [Place], _ index: ReportIndex, factorOf best: Place?) -> Markup {
        let shown =
            best == nil || places.count <= Self.mostFollowers + 1
            ? places : places.prefix(Self.mostFollowers) + places.suffix(1)
        let parts = shown.map { place -> Markup in
            let behind: Markup = best.map { factor(place, $0) } ?? ""
            let last: Markup = shown.count < places.count && place.cell == places.last?.cell ? "last " : ""
            return "\(last)\(name(place, index)) \(words(place, index))\(behind)"
        }
        return Markup(parts, separator: ", ")
    }

    private func name(_ place: Place, _ index: ReportIndex) -> Markup { index.link(place.cell) }

    private func words(_ place: Place, _ index: ReportIndex) -> Markup {
        let bound: Markup = place.isBound ? "at least " : ""
        return "\(bound)\(FigureText.text(place.figure, subject.metric.unit))"
    }

    /// ` (30 times)`; nothing where there is no ratio, and none of counts that may be next to nothing.
    private func factor(_ place: Place, _ best: Place) -> Markup {
        guard subject != .allocations else { return "" }
        let (more, less) =
            subject.isHigherBetter
            ? (best.figure.median, place.figure.median) : (place.figure.median, best.figure.median)
        guard less > 0, more > 0 else { return "" }
        let ratio = more / less
        let bound: Markup = place.isBound ? "at least " : ""
        return " (\(bound)\(FigureText.times(ratio)) times)"
    }

    /// A latency is that of what was delivered.
    private func caution(_ best: [Place], _ index: ReportIndex) -> Markup {
        guard subject == .fastP99 else { return "" }
        let short = best.filter { !index.cells[$0.cell].deliversAllToFast }.compactMap { place -> Markup? in
            guard let share = index.cells[place.cell].fastShare, share.median < 1 else { return nil }
            return "\(name(place, index)) delivered \(FigureText.share(share.median, of: 1))"
        }
        return short.isEmpty
            ? "" : " A latency is that of what was delivered to the fast: \(Markup(short, separator: ", "))."
    }
}

extension Ranking.Subject {
    fileprivate var title: Markup {
        switch self {
        case .throughput: "Deliveries a second, saturated"
        case .fastP99: "p99 of the fast class"
        case .allocations: "Allocations per delivery"
        }
    }

    fileprivate var superlative: Markup { isHigherBetter ? "the most" : "the least" }
}

extension ReportIndex {
    /// A cell's strategy, which leads to it; with the implementation where it is not laggard.
    func link(_ number: Int) -> Markup {
        let cell = cells[number]
        let implementation = cell.cell.implementation
        let prefix = implementation == Plan.builtInImplementation ? "" : "\(implementation) "
        return "<a href=\"\(Link.cell(cell.id))\"><code>\(prefix)\(cell.strategy)</code></a>"
    }
}
