extension TimeSeries {
    /// At most so many samples: the first and the last, the first of each phase, and of equal spans of samples those with
    /// the least and the most allocated, so that neither a peak nor a step is lost.
    func thinned(to most: Int) -> TimeSeries {
        guard count > most else { return self }
        var kept: Set<Int> = [0, count - 1]
        for index in 1..<count where phases[index] != phases[index - 1] { kept.insert(index) }
        let spans = max(1, (most - kept.count) / 2)
        let allocated = values(.allocated)
        for span in 0..<spans {
            let indices = (count * span / spans)..<(count * (span + 1) / spans)
            let known = indices.filter { allocated[$0] != nil }
            if let least = known.min(by: { allocated[$0] ?? 0 < allocated[$1] ?? 0 }),
                let largest = known.max(by: { allocated[$0] ?? 0 < allocated[$1] ?? 0 })
            {
                kept.formUnion([least, largest])
            } else if let middle = indices.dropFirst(indices.count / 2).first {
                kept.insert(middle)
            }
        }
        return picked(kept.sorted())
    }
}
