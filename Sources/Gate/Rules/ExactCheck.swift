import Experiment

/// An exact metric of one cell, compared over one repetition, and over a second one where the first differs.
public struct ExactCheck: Sendable, Hashable {
    /// What is to do, or what is decided.
    public enum State: Sendable, Hashable {
        /// No repetition yet.
        case needsRepetition
        /// The first repetition differs: one more confirms it or does not.
        case needsConfirmation
        case decided(Verdict)
        /// Neither side has the figure: the metric is none of the cell's.
        case notApplicable
    }

    /// The figures of one repetition; nil where one is not known.
    public struct Repetition: Sendable, Hashable {
        public var base: Double?
        public var head: Double?

        public init(base: Double?, head: Double?) {
            self.base = base
            self.head = head
        }
    }

    public let cell: ComparedCell
    public let rule: ExactRule
    public private(set) var repetitions: [Repetition] = []

    public init(cell: ComparedCell, rule: ExactRule) {
        self.cell = cell
        self.rule = rule
    }

    /// Takes a repetition; one beyond the decision changes nothing.
    public mutating func record(_ repetition: Repetition) {
        switch state {
        case .needsRepetition, .needsConfirmation: repetitions.append(repetition)
        case .decided, .notApplicable: break
        }
    }

    /// The same in the same direction twice is a change. What does not repeat is none; what changes its direction
    /// should have been exact and is not: undecided, as is a figure that one side lacks.
    public var state: State {
        guard let first = repetitions.first else { return .needsRepetition }
        guard let before = change(first) else {
            return first.base == nil && first.head == nil ? .notApplicable : .decided(.undecided)
        }
        if before == .unchanged { return .decided(.unchanged) }
        guard repetitions.count > 1 else { return .needsConfirmation }
        guard let after = change(repetitions[1]) else { return .decided(.undecided) }
        if after == .unchanged { return .decided(.unchanged) }
        return .decided(after == before ? after : .undecided)
    }

    /// Why it is as it is, where that is no matter of course.
    public var note: String? {
        if repetitions.contains(where: { ($0.base == nil) != ($0.head == nil) }) {
            let side = repetitions.contains { $0.base == nil && $0.head != nil } ? "base" : "head"
            return "no figure in \(side)"
        }
        switch state {
        case .decided(.unchanged) where repetitions.count > 1: return "a first difference did not repeat"
        case .decided(.undecided): return "it differs in both directions: not exact here"
        case .needsRepetition: return "no repetition in which both sides ended well"
        case .needsConfirmation: return "one more repetition confirms it or does not"
        default: return nil
        }
    }

    private func change(_ repetition: Repetition) -> Verdict? {
        guard let base = repetition.base, let head = repetition.head else { return nil }
        let difference = head - base
        // A slack of 0.001 is written in decimals: what binary fractions add to a difference is no change.
        guard abs(difference) > rule.slack * (1 + 1e-9) else { return .unchanged }
        if rule.isEquality { return .regression }
        return (difference > 0) == (rule.metric.polarity == .higher) ? .improvement : .regression
    }
}
