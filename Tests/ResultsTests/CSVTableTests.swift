import Testing

@testable import Results

@Suite struct CSVTableTests {
    private func rows(_ text: String) throws -> [[String]] {
        let table = try CSVTable(text.utf8, file: "f.csv")
        return ([table.header].compactMap(\.self) + table.rows).map(\.fields)
    }

    private func error(_ bytes: [UInt8]) -> String? {
        do {
            _ = try CSVTable(bytes, file: "f.csv")
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a\n\n", [["a"], [""]]), ("a\n\"\"\n", [["a"], [""]]), (",\n", [["", ""]]),
        ("\"a,\"\"b\"\"\r\nc\",d\n", [["a,\"b\"\r\nc", "d"]]), ("a,\"\"\r\n", [["a", ""]]), ("", []),
    ])
    func table_IsTakenApart(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test func rows_KnowTheirLines_WhenFieldsHaveNewlines() throws {
        let table = try CSVTable("h\n\"a\nb\"\nc\n".utf8, file: "f.csv")
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test(arguments: [
        ("h\na", 2, 2), ("h\n\"a\nb", 2, 2), ("h\n\"a\n", 2, 2), ("h\na\r", 2, 2), ("h\n\"", 2, 2), ("h", 1, 0),
    ])
    func tail_IsTorn_WithoutItsNewline(text: String, line: Int, offset: Int) throws {
        #expect(try CSVTable(text.utf8, file: "f.csv").torn == CSVTable.TornTail(line: line, offset: offset))
    }

    @Test func tail_IsTorn_InTheMiddleOfACharacter() throws {
        let table = try CSVTable([0x68, 0x0A, 0xC3], file: "f.csv")
        #expect(table.torn == CSVTable.TornTail(line: 2, offset: 2))
    }

    @Test func file_IsRefusedWithItsLine_WhenItIsNoCSV() {
        #expect(
            error(Array("h\na\"b\n".utf8))
                == "f.csv:2: a quote inside an unquoted field: quote the whole field, and double the quotes in it")
        #expect(
            error(Array("h\n\"a\"b\n".utf8))
                == "f.csv:2: text after a closing quote: double the quotes inside a quoted field")
        #expect(
            error(Array("h\na\rb\n".utf8)) == "f.csv:2: a carriage return without a newline: quote the field")
        #expect(error([0x68, 0x0A, 0xFF, 0x0A]) == "f.csv:2: field 1 is no UTF-8")
    }
}
