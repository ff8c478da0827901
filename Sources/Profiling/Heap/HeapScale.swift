import Glibc

/// From sampled allocations to all of them.
enum HeapScale {
    /// An allocation of `size` bytes is sampled with a probability of `1 - exp(-size / period)`. The amount's own average
    /// stands for its sizes.
    static func scaled(_ amount: HeapDump.Amount, period: Int) -> HeapDump.Amount {
        guard amount.objects != 0, amount.bytes != 0 else { return amount }
        let average = Double(amount.bytes) / Double(amount.objects)
        // What changed may have an average that no size has.
        guard average > 0 else { return amount }
        let scale = 1 / -expm1(-average / Double(period))
        return HeapDump.Amount(
            objects: Int((Double(amount.objects) * scale).rounded()),
            bytes: Int((Double(amount.bytes) * scale).rounded()))
    }
}
