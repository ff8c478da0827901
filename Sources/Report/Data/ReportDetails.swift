/// Curves and time series of all cells, in chunks that a page decodes when it needs one.
struct ReportDetails {
    /// How much of the details is kept.
    struct Level: Equatable {
        /// Most samples of one trial; nil for all.
        var samples: Int?
        /// Whether each trial has curves of its own, beside those of its cell.
        var hasTrialCurves = true

        /// From everything to least.
        static let all: [Level] =
            [Level(samples: nil)] + [400, 200, 120, 80, 60, 50, 40].map { Level(samples: $0) }
            + [60, 50, 40, 30, 20, 12, 0].map { Level(samples: $0, hasTrialCurves: false) }
    }

    /// Bytes of JSON from which on a chunk is closed: what a page decodes in a moment.
    private static let chunkLength = 1_000_000

    let runs: [ReportRun]
    let index: ReportIndex
    private let curves: [CellCurves]

    /// Throws where a histogram cannot be decoded.
    init(runs: [ReportRun], index: ReportIndex) throws(BadHistogram) {
        self.runs = runs
        self.index = index
        var curves: [CellCurves] = []
        for cell in index.cells { curves.append(try CellCurves(cell, of: runs[cell.run])) }
        self.curves = curves
    }

    /// The chunks, and of each cell the number of its chunk.
    struct Chunks {
        /// JSON, compressed.
        var texts: [PackedText] = []
        var ofCells: [Int]

        var length: Int { texts.reduce(0) { $0 + $1.length } }
    }

    /// All cells, those that are shown together next to each other.
    func chunks(_ level: Level) -> Chunks {
        var chunks = Chunks(ofCells: index.cells.map { _ in 0 })
        var open = JSONText()
        func close() {
            var json = JSONText()
            json.raw("{")
            json.append(open)
            json.raw("}")
            chunks.texts.append(PackedText(json.bytes))
            open = JSONText()
        }
        for number in order {
            if !open.bytes.isEmpty { open.raw(",") }
            write(number, level, to: &open)
            chunks.ofCells[number] = chunks.texts.count
            if open.bytes.count >= Self.chunkLength { close() }
        }
        if !open.bytes.isEmpty || chunks.texts.isEmpty { close() }
        return chunks
    }

    /// As much as fits into so many bytes, and how much that is; the least where nothing fits.
    func chunks(within most: Int) -> (chunks: Chunks, level: Level) {
        let longest = runs.lazy.flatMap(\.series.values).map(\.count).max() ?? 0
        let levels = Level.all.dropLast().filter { level in
            level.samples.map { $0 < longest || !level.hasTrialCurves } ?? true
        }
        for level in levels where estimatedLength(level) < Double(most) * 1.05 {
            let found = chunks(level)
            if found.length <= most { return (found, level) }
        }
        let least = Level.all[Level.all.count - 1]
        return (chunks(least), least)
    }

    /// From some of many cells.
    private func estimatedLength(_ level: Level) -> Double {
        let every = max(1, index.cells.count / 100)
        var json = JSONText()
        var trials = 0
        for number in stride(from: 0, to: index.cells.count, by: every) {
            write(number, level, to: &json)
            trials += index.cells[number].trials.count
        }
        let all = index.cells.reduce(0) { $0 + $1.trials.count }
        return trials == 0 ? 0 : Double(PackedText(json.bytes).length) * Double(all) / Double(trials)
    }

    /// By scenario, setting and subscribers, of both runs together.
    private var order: [Int] {
        var seen: Set<Int> = []
        let shown = index.scenarios.flatMap(\.settings).flatMap { setting in
            setting.cells.sorted { left, right in
                (index.cells[left].cell.subscribers, left) < (index.cells[right].cell.subscribers, right)
            }
        }
        return shown.filter { seen.insert($0).inserted }
    }

    private func write(_ number: Int, _ level: Level, to json: inout JSONText) {
        let cell = index.cells[number]
        let own = curves[number]
        // Of a single trial they are those of its cell.
        let hasTrialCurves = level.hasTrialCurves && (cell.trials.count > 1 || cell.ok.isEmpty)
        json.text(String(number))
        json.raw(":")
        json.object([
            ("curves", { Self.write(own.merged, to: &$0) }),
            (
                "trials",
                {
                    $0.array(cell.trials.indices) { json, place in
                        var members: [(key: String, write: (inout JSONText) -> Void)] = []
                        if level.samples != 0, let series = runs[cell.run].series[cell.trials[place].trialID] {
                            let ordered = series.sorted
                            let kept = level.samples.map(ordered.thinned(to:)) ?? ordered
                            members.append(("series", { $0.series(kept) }))
                        }
                        if hasTrialCurves {
                            members.append(("curves", { Self.write(own.trials[place], to: &$0) }))
                        }
                        json.object(members)
                    }
                }
            ),
        ])
    }

    private static func write(_ curves: CellCurves.ByClass, to json: inout JSONText) {
        let known = curves.sorted { $0.key.rawValue < $1.key.rawValue }
        json.object(known.map { side, curve in (side.rawValue, { $0.curve(curve) }) })
    }
}
