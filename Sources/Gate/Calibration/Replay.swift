import Experiment

/// Gates over pairs that are drawn from recorded ones.
struct Replay {
    let noise: PairNoise
    /// Before its first look.
    let gate: SequentialGate
    private var random: SplitMix64

    init(noise: PairNoise, gate: SequentialGate, seed: UInt64) {
        self.noise = noise
        self.gate = gate
        random = SplitMix64(seed: seed)
    }

    /// In the order of their first cell.
    var metrics: [Metric] {
        var found: [Metric] = []
        for state in gate.states where !found.contains(state.hypothesis.metric) {
            found.append(state.hypothesis.metric)
        }
        return found
    }

    /// A hypothesis of the metric: its cells in turn.
    func place(of metric: Metric, index: Int) -> Int {
        let places = gate.states.indices.filter { gate.states[$0].hypothesis.metric == metric }
        return places[index % places.count]
    }

    /// How one gate ends, with `amount` added to the d of the hypothesis at `place`.
    mutating func verdict(shift: (place: Int, amount: Double)?) -> Verdict {
        var gate = self.gate
        while !gate.isDecided {
            let pairs = gate.nextPairs
            var look: [LookObservations?] = []
            for cell in noise.cells {
                look += draw(cell, count: pairs[cell.cell.id] ?? 0)
            }
            if let shift, let seen = look[shift.place] {
                look[shift.place] = LookObservations(differences: seen.differences.map { $0 + shift.amount })
            }
            gate.record(look)
        }
        return gate.verdict
    }

    /// The same pairs and signs for all metrics of the cell; nil for each without pairs.
    private mutating func draw(_ cell: PairNoise.CellNoise, count: Int) -> [LookObservations?] {
        guard count > 0 else { return cell.metrics.map { _ in nil } }
        var differences = [[Double]](repeating: [], count: cell.metrics.count)
        for _ in 0..<count {
            let row = cell.rows[random.next(below: cell.rows.count)]
            let bits = random.next()
            // A pair drawn twice would tie with itself, as no two pairs do: a millionth of its size apart.
            let scale = (bits & 1 == 1 ? 1.0 : -1) * (1 + 1e-6 * Double(bits >> 11) * 0x1p-53)
            for index in row.indices { differences[index].append(scale * row[index]) }
        }
        return differences.map { LookObservations(differences: $0) }
    }
}
