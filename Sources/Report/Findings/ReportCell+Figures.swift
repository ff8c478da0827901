import Experiment

extension ReportCell {
    /// A figure over its telling trials; nil where none has it.
    func figure(_ value: (TrialRecord) -> Double?) -> Repetitions? { Repetitions(telling.compactMap(value)) }

    func figure(_ metric: Metric) -> Repetitions? { figure { $0.measurements[metric] } }

    /// Of the deliveries that were due to the fast class by schedule, the share that arrived.
    var fastShare: Repetitions? { figure { $0.share { $0[.deliveries(.fast)] } } }

    /// Whether every delivery that was due to the fast class arrived, in every telling trial; false where it is not
    /// known.
    var deliversAllToFast: Bool { fastShare.map { $0.least == 1 } ?? false }
}

extension TrialRecord {
    /// Deliveries that the window's messages were to make to the fast class: by what became of them, those of messages
    /// that were never published included. Nil where that is not known, or none was due.
    var dueToFast: Double? {
        let figures = measurements
        let accounts = [
            figures[.deliveries(.fast)], figures.drops(.fast), figures[.depthLeft(.fast)], figures[.pending(.fast)],
        ]
        let known = accounts.compactMap(\.self)
        guard known.count == accounts.count else { return nil }
        let members = Double(cell.subscribers - cell.slowSubscribers) / Double(max(1, cell.topics))
        let due = known.reduce(0, +) + (figures[.unpublished] ?? 0) * members
        return due > 0 ? due : nil
    }

    /// A part of what was due to the fast class, as a share of it.
    func share(_ part: (Measurements) -> Double?) -> Double? {
        guard let due = dueToFast, let part = part(measurements) else { return nil }
        return part / due
    }
}
