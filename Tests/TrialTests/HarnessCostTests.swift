import Experiment
import FoundationEssentials
import Synchronization
import Testing

@testable import Trial

/// What `--measure` says of the harness: that it measures what it claims to, not how fast this machine is.
@Suite struct HarnessCostTests {
    @Test(arguments: [(1, 20), (8, 20), (64, 200)])
    func recorder_CountsEveryDelivery(batch: Int, messages: Int) throws {
        // It throws where the recorder has counted another number.
        #expect(try RecorderCost().nanoseconds(batch: batch, messages: messages) > 0)
    }

    @Test func measure_SaysEveryFigure_Once() throws {
        let said = Mutex<[MeasurementLine]>([])
        try HarnessCost.measure(StandInBroker.self, scale: 0.01) { line in said.withLock { $0.append(line) } }
        let lines = said.withLock { $0 }
        let names = lines.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains(MeasurementLine.clockReading))
        for batch in MeasurementLine.recorderBatches { #expect(names.contains(MeasurementLine.recorder(batch: batch))) }
        #expect(lines.allSatisfy { $0.value > 0 && $0.value.isFinite })
    }

    @Test func line_IsTheDocumentedOne() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(MeasurementLine("a", 1.5, unit: "ns")), as: UTF8.self)
        #expect(text == #"{"name":"a","type":"measurement","unit":"ns","value":1.5}"#)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                MeasurementLine.self, from: Data(#"{"name":"a","type":"hello","unit":"ns","value":1}"#.utf8))
        }
    }
}
