import Experiment

/// One row of `search.csv`: a rate that was probed, or the answer of a search.
public struct SearchRow: Sendable, Equatable {
    /// What a row is.
    public enum Kind: String, Sendable, CaseIterable { case probe, answer }

    public var kind: Kind
    /// The cell, at the rate of the row; in an answer at the highest that holds, or the lowest that was probed.
    public var cell: Cell
    /// As they were written, with ` and ` between.
    public var limits: String
    /// Of a probe: whether the rate holds. Of an answer: whether any does.
    public var holds: Bool
    /// Of a probe: trials.
    public var trials: Int?
    /// Of an answer: the lowest rate that does not hold; nil where the highest that may be probed does.
    public var failsAt: Double?
    /// Why the rate, or the next one, does not hold; nil where there is no such.
    public var reason: String?
    /// Medians of the trials at that rate; nil where none has it.
    public var deliveryRate: Double?
    public var fastP99: Double?

    public init(kind: Kind, cell: Cell, limits: String, holds: Bool) {
        self.kind = kind
        self.cell = cell
        self.limits = limits
        self.holds = holds
    }
}

extension SearchRow.Kind: CSVField {
    public static let expectation = "probe or answer"
}
