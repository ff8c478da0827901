@testable import Broker

/// Draws from a seed what a schedule does next.
struct Chance {
    private var dice: Dice

    init(seed: UInt64) {
        // Seeds that are neighbours shall not begin alike.
        dice = Dice(seed: (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<4 { _ = dice.next() }
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.next() >> 16) % range.count
    }

    mutating func happens(_ percent: Int) -> Bool { number(1...100) <= percent }

    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }

    /// Another one, which draws what this one does not.
    mutating func fork() -> Chance { Chance(seed: dice.next()) }

    /// Lets others run, computes, or sleeps; mostly does nothing.
    mutating func dawdle() async {
        switch number(0...19) {
        case 0, 1: await Task.yield()
        case 2: for _ in 0..<number(1...4) { await Task.yield() }
        case 3: for _ in 0..<number(1...200) { _ = MonotonicTime.now() }
        case 4 where happens(10): try? await Task.sleep(for: .microseconds(number(1...300)))
        default: break
        }
    }
}
