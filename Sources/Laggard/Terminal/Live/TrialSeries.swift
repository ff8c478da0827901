/// A figure of a trial over its time, in no more room than a display can use. Pure.
///
/// Time is cut into slots of one length; when there are too many, the length doubles.
struct TrialSeries: Sendable, Equatable {
    /// What stands for several figures at once.
    enum Merging: Sendable { case largest, mean }

    static let most = 256
    private static let firstSlot = 0.05
    /// Beyond a child's honest times.
    private static let longest = 1e8

    private struct Slot: Equatable {
        var sum = 0.0
        var count = 0.0
        var largest = -Double.infinity

        mutating func add(_ other: Slot) {
            sum += other.sum
            count += other.count
            largest = max(largest, other.largest)
        }
    }

    let merging: Merging
    /// The figure that came last.
    private(set) var last: Double?
    private var slots: [Slot] = []
    private var slotS = Self.firstSlot
    private var start = 0.0

    init(_ merging: Merging) { self.merging = merging }

    /// Takes a figure, `elapsedS` into the trial. What cannot be one is passed over.
    mutating func add(_ value: Double, at elapsedS: Double) {
        guard value.isFinite, value >= 0, abs(elapsedS) < Self.longest else { return }
        if slots.isEmpty { start = elapsedS }
        last = value
        while max(0, elapsedS - start) >= slotS * Double(Self.most) { halve() }
        let index = Int(max(0, elapsedS - start) / slotS)
        while slots.count <= index { slots.append(Slot()) }
        slots[index].add(Slot(sum: value, count: 1, largest: value))
    }

    private mutating func halve() {
        slots = stride(from: 0, to: slots.count, by: 2).map { index in
            var slot = slots[index]
            if index + 1 < slots.count { slot.add(slots[index + 1]) }
            return slot
        }
        slotS *= 2
    }

    /// The figures of so many equal parts of that time. A part that has none between some that have takes the next one's,
    /// which was made up to then.
    func columns(_ count: Int, over time: ClosedRange<Double>) -> [Double?] {
        guard count > 0 else { return [] }
        var columns = [Slot](repeating: Slot(), count: count)
        let length = time.upperBound - time.lowerBound
        for (index, slot) in slots.enumerated() where slot.count > 0 {
            let middle = start + (Double(index) + 0.5) * slotS - time.lowerBound
            let column = length > 0 ? Int(min(max(0, middle / length * Double(count)), Double(count - 1))) : 0
            columns[column].add(slot)
        }
        guard let first = columns.firstIndex(where: { $0.count > 0 }) else { return columns.map { _ in nil } }
        var values = columns.map { slot in
            slot.count == 0 ? nil : merging == .largest ? slot.largest : slot.sum / slot.count
        }
        for index in values.indices.reversed().dropFirst() where index > first {
            values[index] = values[index] ?? values[index + 1]
        }
        return values
    }
}
