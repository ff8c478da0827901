import Experiment
import Foundation
import Results
import Testing

extension RealRuns {
    /// The CSV of a real run, as Python's csv module and pandas read it.
    @Suite
    struct OtherReaderTests {
        private static let plan = """
              waiting:
                strategy: [after, timer]
                subscribers: 50
                slow_fraction: 0.1
                capacity: 3
                rate: 200
                warmup: 50ms
                duration: 500ms
                drain_limit: 200ms
              saturated:
                strategy: drop-newest
                subscribers: 10
                load_model: saturated
                warmup: 0s
                duration: 100ms
              limited:
                strategy: after
                timer_source: task
                timeout: 3min
                subscribers: 200
                rate: 1000
                warmup: 0s
                duration: 20s
                heap_limit: 32MiB
            """

        /// What the script prints. Cancels the test where there is no pandas to be had.
        private func seen(_ file: String, of run: RealRun) throws -> [String: Any] {
            let python = try Command.run("\(Command.root)/scripts/venv", in: run.sandbox)
            if python.code == 77 { try Test.cancel("no Python with pandas: \(python.errors)") }
            try #require(python.code == 0, "\(python.errors)")
            let result = try Command.run(
                python.output.trimmingCharacters(in: .newlines), "\(Command.root)/Tests/Python/read_csv.py",
                "\(run.folder.path)/\(file)", in: run.sandbox)
            try #require(result.code == 0, "\(result.errors)")
            return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        }

        /// Each field of each row, as text; and each number, as pandas has it.
        private func expectSame<Row>(_ rows: [Row], _ columns: [Column<Row>], _ seen: [String: Any]) throws {
            #expect(seen["columns"] as? [String] == columns.map(\.name))
            let texts = try #require(seen["rows"] as? [[String: String]])
            let numbers = try #require(seen["numbers"] as? [[String: Any]])
            try #require(texts.count == rows.count && numbers.count == rows.count)
            for (row, (text, number)) in zip(rows, zip(texts, numbers)) {
                for column in columns {
                    #expect(text[column.name] == column.field(of: row), "\(column.name)")
                    guard let theirs = (number[column.name] as? NSNumber)?.doubleValue,
                        let ours = Double(column.field(of: row))
                    else { continue }
                    #expect(abs(theirs - ours) <= 1e-9 * abs(ours), "\(column.name)")
                }
            }
        }

        @Test func files_ReadTheSame_WhenAnotherReaderReadsThem() throws {
            let run = try RealRun(Self.plan)
            #expect(run.rows.count == 4)
            #expect(Set(run.rows.map(\.status)) == [.ok, .heapLimit])
            try expectSame(run.rows, TrialColumns.all, seen("trials.csv", of: run))
            let samples = try run.folder.samples()
            #expect(!samples.isEmpty)
            try expectSame(samples, SampleColumns.all, seen("samples.csv", of: run))
        }
    }
}
