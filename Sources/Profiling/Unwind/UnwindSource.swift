/// Who knows how to unwind the code of the program.
protocol UnwindSource {
    mutating func row(at address: UInt64) -> UnwindRow?
    func isCode(_ address: UInt64) -> Bool
}
