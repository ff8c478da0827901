extension MatrixPoint {
    /// Why the point is no cell.
    struct Refusal: Error {
        var parameter: Parameter
        var message: String
    }

    /// The cell at this point: what does not apply to it is absent.
    func cell(inScenario name: String) throws(Refusal) -> Cell {
        let strategy = try require(strategy, .strategy)
        let subscribers = try require(integer(.subscribers), .subscribers)
        let loadModel = try require(loadModel, .loadModel)
        try refuseEndlessOverlap(strategy, loadModel)
        let topics = integer(.topics) ?? 1
        let fanOut = try wholeFanOut(subscribers, topics)
        var cell = Cell(
            scenario: name, strategy: strategy,
            partitions: integer(.partitions) ?? Cell.articlePartitions(fanOut: fanOut), subscribers: subscribers,
            capacity: try require(integer(.capacity), .capacity), loadModel: loadModel,
            warmupS: try require(seconds(.warmup), .warmup),
            drainLimitS: try require(seconds(.drainLimit), .drainLimit),
            heapLimitBytes: try require(bytes(.heapLimit), .heapLimit))
        cell.implementation = try require(word(.implementation), .implementation)
        cell.executor = try require(word(.executor), .executor)
        cell.consumer = try require(word(.consumer), .consumer)
        if strategy.usesTimers { cell.timerSource = timerSource }
        if strategy.waits {
            cell.timeoutMs = milliseconds(.timeout)
            cell.dispatch = dispatch
        }
        if strategy.evicts { cell.evictAfter = integer(.evictAfter) }
        cell.topics = topics
        cell.publishers = try require(integer(.publishers), .publishers)
        cell.overlapLimit = try require(integer(.overlapLimit), .overlapLimit)
        cell.sampleIntervalMs = try require(milliseconds(.sampleInterval), .sampleInterval)
        slowDown(&cell)
        try load(&cell)
        return cell
    }

    private func require<Value>(_ value: Value?, _ parameter: Parameter) throws(Refusal) -> Value {
        if let value { return value }
        throw Refusal(
            parameter: parameter, message: "is not set, and has no default: write \(parameter.kind.expectation)")
    }

    private func refuseEndlessOverlap(_ strategy: StrategyName, _ loadModel: LoadModel) throws(Refusal) {
        guard strategy.waits, loadModel == .saturated, dispatch == .detached else { return }
        throw Refusal(
            parameter: .dispatch,
            message: "saturated load with detached dispatch would only ever reach the overlap limit: "
                + "write 'dispatch: awaited', or exclude the pair with "
                + "'exclude: [{load_model: saturated, dispatch: detached}]'")
    }

    private func wholeFanOut(_ subscribers: Int, _ topics: Int) throws(Refusal) -> Int {
        guard subscribers.isMultiple(of: topics) else {
            throw Refusal(
                parameter: .topics,
                message: "\(subscribers) subscribers cannot be spread evenly over \(topics) topics: "
                    + "write numbers of which one divides the other, or exclude the pair with "
                    + "'exclude: [{subscribers: \(subscribers), topics: \(topics)}]'")
        }
        return subscribers / topics
    }

    private func slowDown(_ cell: inout Cell) {
        guard hasSlowOnes, let fraction = number(.slowFraction) else { return }
        cell.slowFraction = fraction
        cell.slowSubscribers = max(1, Int((fraction * Double(cell.subscribers)).rounded()))
        cell.slowKind = slowKind
        if applies(.slowDelay) { cell.slowDelayMs = milliseconds(.slowDelay) }
        if applies(.slowBurst) { cell.slowBurst = integer(.slowBurst) }
    }

    private func load(_ cell: inout Cell) throws(Refusal) {
        if cell.loadModel == .open {
            let fanOut = Double(cell.fanOut)
            guard let rate = number(.rate) ?? number(.deliveryRate).map({ $0 / fanOut }) else {
                throw Refusal(parameter: .rate, message: "open load needs a rate: write 'rate' or 'delivery_rate'")
            }
            cell.offeredRatePerS = rate
        }
        cell.messages = integer(.messages)
        if cell.messages == nil { cell.durationS = try require(seconds(.duration), .duration) }
        cell.exact = isExact
        if isExact && cell.messages == nil {
            throw Refusal(parameter: .exact, message: "exact counts need a fixed number of messages: write 'messages'")
        }
        try checkIndices(cell)
    }

    /// Message indices are 32 bits wide, those of the warm-up negative.
    private func checkIndices(_ cell: Cell) throws(Refusal) {
        guard let rate = cell.offeredRatePerS else { return }
        let (longest, parameter) =
            cell.warmupS > cell.durationS ?? 0 ? (cell.warmupS, Parameter.warmup) : (cell.durationS ?? 0, .duration)
        let count = rate * longest
        guard count > Double(Int32.max) else { return }
        throw Refusal(
            parameter: parameter,
            message: "\(ParameterValue.number(count.rounded()).text) messages are too many: "
                + "rate times \(parameter.rawValue) must be at most \(Int32.max)")
    }
}
