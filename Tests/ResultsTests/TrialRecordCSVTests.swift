import Experiment
import Testing

@testable import Results

@Suite struct TrialRecordCSVTests {
    private let writer = CSVWriter<TrialRecord>.trials
    private let reader = CSVReader<TrialRecord>.trials

    private func read(_ text: String) throws -> CSVReader<TrialRecord>.Contents {
        try reader.read(Array(text.utf8), file: "trials.csv")
    }

    private func error(_ text: String) -> String? {
        do {
            _ = try reader.read(Array(text.utf8), file: "trials.csv")
            return nil
        } catch {
            return error.description
        }
    }

    @Test func rows_AreTheGoldenOnes() throws {
        let text = writer.header + writer.row(Records.bare()) + writer.row(Records.full())
        try expectGolden("Tests/Golden/trials.csv", text)
    }

    @Test func records_AreTheSame_AfterWritingAndReading() throws {
        let records = [Records.bare(), Records.full()]
        let contents = try read(writer.header + records.map(writer.row).joined())
        #expect(contents.rows == records)
        #expect(contents.torn == nil)
    }

    @Test func records_AreRead_WhenLinesEndInCRLFAndColumnsAreMoved() throws {
        let table = try CSVTable((writer.header + writer.row(Records.full())).utf8, file: "f")
        let header = try #require(table.header).fields
        let row = try #require(table.rows.first).fields
        let text = [header, row].map { CSVText.line($0.reversed()).dropLast() + "\r\n" }.joined()
        #expect(try read(text).rows == [Records.full()])
    }

    @Test func tornRow_IsReportedAndLeftOut_WhereverItEnds() throws {
        let whole = writer.header + writer.row(Records.bare())
        let bytes = Array((whole + writer.row(Records.full())).utf8)
        for length in (whole.utf8.count + 1)..<bytes.count {
            let contents = try reader.read(bytes.prefix(length), file: "trials.csv")
            #expect(contents.rows == [Records.bare()])
            #expect(contents.torn == CSVTable.TornTail(line: 3, offset: whole.utf8.count))
        }
        #expect(try reader.read(bytes, file: "trials.csv").torn == nil)
    }

    @Test func tornHeader_IsReported() throws {
        let contents = try read("schema_version,run")
        #expect(contents.rows.isEmpty)
        #expect(contents.torn == CSVTable.TornTail(line: 1, offset: 0))
    }

    @Test func file_IsRefused_WhenItIsNone() {
        #expect(error("") == "trials.csv:1: the file is empty: a header is missing")
        #expect(error("a,b\n") == "trials.csv:1: column 'a': is unknown")
        let misspelt = writer.header.split(separator: "capacity").joined(separator: "capcity")
        #expect(error(misspelt) == "trials.csv:1: column 'capcity': is unknown; did you mean 'capacity'?")
        #expect(error("run_id,run_id\n") == "trials.csv:1: column 'run_id': is there twice")
        #expect(error("run_id\n") == "trials.csv:1: column 'schema_version': is missing")
        #expect(error(writer.header + "1,x\n") == "trials.csv:2: 2 fields, but the header has \(writer.columns.count)")
    }

    @Test func file_IsRefusedInWords_WhenItsVersionIsAnother() {
        #expect(
            error("schema_version,other\n2,x\n")
                == "trials.csv:2: column 'schema_version': the file has version '2' and this laggard reads version 1: "
                + "read it with the laggard that wrote it, or run the plan again")
    }

    @Test(arguments: [
        ("subscribers", "many", "'many' is not a whole number"), ("subscribers", "", "'' is not a whole number"),
        ("slow_fraction", "nan", "'nan' is not a number"), ("exact", "1", "'1' is not true or false"),
        ("pair", "x", "'x' is not a whole number, or nothing"),
        ("status", "good", "'good' is not one of ok, failed, crashed, timeout, heap_limit, overrun"),
        ("payload_bytes", "25", "'25' is not 24"), ("published", "1e", "'1e' is not a number, or nothing"),
    ])
    func field_IsRefusedWithLineAndColumn_WhenWrong(name: String, text: String, message: String) {
        let fields = writer.columns.map { $0.name == name ? text : $0.field(of: Records.bare()) }
        let file = writer.header + writer.row(Records.bare()) + CSVText.line(fields)
        #expect(error(file) == "trials.csv:3: column '\(name)': \(message)")
    }

    @Test func absent_IsAnEmptyField_NeverZero() throws {
        let published = try #require(TrialColumns.named("published"))
        var record = Records.bare()
        #expect(published.field(of: record) == "")
        record.measurements[.published] = 0
        #expect(published.field(of: record) == "0")
    }

    // Texts with everything that CSV finds hard.
    @Test(arguments: 1...20)
    func records_AreTheSame_WithRandomTexts(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = [",", "\"", "\n", "\r", "\r\n", "a", " ", "é", "👩‍👩‍👧", "\u{0}", "'", ";", "\u{301}", "\\"]
        func text() -> String {
            (0...random.next(below: 12)).map { _ in alphabet[random.next(below: alphabet.count)] }.joined()
        }
        let records = (0..<30).map { _ in
            var record = Records.full()
            record.statusDetail = text()
            record.host = text()
            record.cell.scenario = text()
            record.measurements[.heapSlope] = Double(bitPattern: random.next())
            record.cell.seed = random.next()
            return record
        }
        let contents = try read(writer.header + records.map(writer.row).joined())
        #expect(contents.rows == records, "seed \(seed)")
    }

    @Test func samples_AreTheSame_AfterWritingAndReading() throws {
        var sample = TrialLine.Sample(elapsedS: -0.05, phase: .warmup)
        sample.allocatedBytes = 1
        sample.pendingTimers = 0
        let rows = [SampleRow(trialID: "a-r0", sample: sample)]
        let writer = CSVWriter<SampleRow>.samples
        #expect(writer.row(rows[0]) == "a-r0,-0.05,warmup,1,,,,,,,,,,,0\n")
        let text = writer.header + rows.map(writer.row).joined()
        #expect(try CSVReader<SampleRow>.samples.read(text.utf8, file: "samples.csv").rows == rows)
    }
}
