import Experiment

extension Cell {
    /// A short open load of `messages` messages for the stand-in broker; room for all of them in every buffer.
    static func test(
        scenario: String = "test", subscribers: Int = 10, messages: Int = 400, ratePerS: Double = 4_000
    ) -> Cell {
        var cell = Cell(
            scenario: scenario, strategy: .dropNewest, partitions: 2, subscribers: subscribers, capacity: 100_000,
            loadModel: .open, warmupS: 0.02, drainLimitS: 5, heapLimitBytes: 4 << 30)
        cell.messages = messages
        cell.offeredRatePerS = ratePerS
        cell.sampleIntervalMs = 10
        cell.seed = 42
        return cell
    }
}
