import Testing

@testable import Broker

@Suite struct TimingWheelTests {
    private typealias Wheel = TimingWheel<Int>

    private func expire(_ wheel: inout Wheel, through tick: Int64) -> [Int] {
        var due: [Int] = []
        wheel.expire(through: tick, into: &due)
        return due
    }

    @Test func timer_IsDueAtItsTick_AndNotBefore() {
        var wheel = Wheel(slots: 8)
        _ = wheel.arm(1, at: 5)
        #expect(wheel.nextTick == 5)
        #expect(expire(&wheel, through: 4) == [])
        #expect(expire(&wheel, through: 5) == [1])
        #expect(wheel.nextTick == nil && wheel.count == 0)
    }

    @Test func timer_IsDueAtTheNextTick_WhenItsOwnHasPassed() {
        var wheel = Wheel(slots: 8)
        #expect(expire(&wheel, through: 100) == [])
        #expect(wheel.arm(1, at: 3).tick == 101)
        #expect(expire(&wheel, through: 101) == [1])
    }

    @Test func timer_OutlastsRevolutions_WhenItIsLongerThanOne() {
        var wheel = Wheel(slots: 8)
        // All three in slot 3.
        _ = wheel.arm(1, at: 8_003)
        _ = wheel.arm(2, at: 3)
        _ = wheel.arm(3, at: 11)
        #expect(expire(&wheel, through: 10) == [2])
        #expect(wheel.nextTick == 11)
        #expect(expire(&wheel, through: 11) == [3])
        #expect(wheel.nextTick == 8_003)
        #expect(expire(&wheel, through: 8_002) == [])
        #expect(expire(&wheel, through: 9_000) == [1])
    }

    @Test func timers_OfOneTick_AreDueInTheOrderOfArming() {
        var wheel = Wheel(slots: 4)
        for number in 0..<10 { _ = wheel.arm(number, at: 6) }
        #expect(expire(&wheel, through: 6) == Array(0..<10))
    }

    @Test func timers_AreDueByTick_WhenManyRevolutionsPassAtOnce() {
        var wheel = Wheel(slots: 4)
        for tick in [9, 2, 30, 3, 5, 10] { _ = wheel.arm(tick, at: Int64(tick)) }
        #expect(expire(&wheel, through: 50) == [2, 3, 5, 9, 10, 30])
    }

    @Test func cancel_TakesOneBack_AndOnlyOnce() {
        var wheel = Wheel(slots: 4)
        let tokens = (0..<3).map { wheel.arm($0, at: 6).token }
        #expect(wheel.cancel(tokens[1]) == 1)
        #expect(wheel.cancel(tokens[1]) == nil)
        #expect(expire(&wheel, through: 6) == [0, 2])
        #expect(wheel.cancel(tokens[0]) == nil)
    }

    @Test func cancel_IsRefused_WhenTheNodeIsUsedAgain() {
        var wheel = Wheel(slots: 4)
        let first = wheel.arm(1, at: 6).token
        _ = wheel.cancel(first)
        let second = wheel.arm(2, at: 6).token
        #expect(first != second)
        #expect(wheel.cancel(first) == nil)
        #expect(wheel.count == 1)
    }

    @Test func nextTick_IsNotAfterTheEarliest_WhenThatWasCancelled() {
        var wheel = Wheel(slots: 4)
        let token = wheel.arm(1, at: 2).token
        _ = wheel.arm(2, at: 6)
        _ = wheel.cancel(token)
        // Same slot: it is looked at once in vain, and then at the right time.
        #expect(wheel.nextTick == 2)
        #expect(expire(&wheel, through: 2) == [])
        #expect(wheel.nextTick == 6)
        #expect(expire(&wheel, through: 6) == [2])
    }

    @Test(arguments: [1, 2, 8, 64], [1, 2, 3, 4] as [UInt64])
    func wheel_DoesAsASortedList_WhateverIsDone(slots: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wheel = Wheel(slots: slots)
        var reference: [(tick: Int64, order: Int, token: Wheel.Token)] = []
        var now: Int64 = 0
        for order in 0..<4_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let (token, tick) = wheel.arm(order, at: now + Int64.random(in: -3...300, using: &random))
                #expect(tick > now)
                reference.append((tick, order, token))
            case 5..<8:
                guard let index = reference.indices.randomElement(using: &random) else { continue }
                let taken = reference.remove(at: index)
                #expect(wheel.cancel(taken.token) == taken.order)
            default:
                now += Int64.random(in: 0...90, using: &random)
                let due = reference.filter { $0.tick <= now }.sorted { ($0.tick, $0.order) < ($1.tick, $1.order) }
                reference.removeAll { $0.tick <= now }
                #expect(expire(&wheel, through: now) == due.map(\.order), "seed \(seed), step \(order)")
            }
            #expect(wheel.count == reference.count)
            if let next = wheel.nextTick { #expect(next > now && next <= reference.map(\.tick).min() ?? 0) }
            #expect((wheel.nextTick == nil) == reference.isEmpty)
        }
    }
}

/// SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
