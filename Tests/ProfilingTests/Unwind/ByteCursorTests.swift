import Testing

@testable import Profiling

struct ByteCursorTests {
    @Test func numbers_AreRead_AsTheMachineHasThem() {
        var cursor = ByteCursor([0x34, 0x12, 0xff, 0xff, 0xff, 0xff, 0xe5, 0x8e, 0x26, 0x80, 0x7f])
        #expect(cursor.integer(UInt16.self) == 0x1234)
        #expect(cursor.integer(Int32.self) == -1)
        #expect(cursor.unsigned() == 624_485)
        #expect(cursor.signed() == -128)
        #expect(cursor.isAtEnd)
        #expect(cursor.integer(UInt8.self) == nil)
        #expect(cursor.unsigned() == nil)
    }

    @Test func endless_IsNil() {
        var cursor = ByteCursor([UInt8](repeating: 0xff, count: 40))
        #expect(cursor.unsigned() == nil)
        cursor = ByteCursor([UInt8](repeating: 0xff, count: 40) + [0x01])
        #expect(cursor.signed() != nil)
    }

    @Test func text_EndsWithZero() {
        var cursor = ByteCursor(Array("zR\0ab".utf8))
        #expect(cursor.text() == "zR")
        #expect(cursor.text() == nil)
        #expect(cursor.slice(3) == nil)
        #expect(cursor.slice(2).map(Array.init) == Array("ab".utf8))
    }
}
