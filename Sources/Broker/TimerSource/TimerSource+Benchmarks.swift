@_spi(Benchmarks)
extension TimerSourceKind {
    /// The timer source itself, for its micro-benchmarks: a broker makes its own.
    public func makeForBenchmarks() -> any TimerSource { make() }
}
