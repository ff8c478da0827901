import Testing

@testable import Broker

@Suite struct ChannelStateTests {
    typealias State = ChannelState<Int, String>

    @Test func park_Parks_WhenRingIsEmpty() {
        var state = State()
        #expect(state.park(7, isEmpty: true) == .parked)
        #expect(state.reader == 7)
    }

    @Test func park_Retries_WhenSomethingCameInTheMeantime() {
        var state = State()
        #expect(state.park(7, isEmpty: false) == .retry)
        #expect(state.reader == nil)
    }

    @Test func park_Ends_WhenClosedAndEmpty() {
        var state = State()
        _ = state.close(abandoning: false)
        #expect(state.park(7, isEmpty: true) == .end)
    }

    @Test func park_Retries_WhenClosedAndNotEmpty() {
        var state = State()
        _ = state.close(abandoning: false)
        #expect(state.park(7, isEmpty: false) == .retry)
    }

    @Test func park_Ends_WhenReaderHasLeftWithMessagesInTheRing() {
        var state = State()
        _ = state.close(abandoning: true)
        #expect(state.park(7, isEmpty: false) == .end)
    }

    @Test func didPut_WakesTheReaderOnce() {
        var state = State()
        _ = state.park(7, isEmpty: true)
        #expect(state.didPut() == 7)
        #expect(state.didPut() == nil)
    }

    @Test func mayPut_IsFalse_WhileSendersWait() {
        var state = State()
        #expect(state.mayPut)
        state.enroll("a")
        #expect(!state.mayPut)
        _ = state.popSender()
        #expect(state.mayPut)
    }

    @Test func senders_KeepTheirOrder_WhenOneWithdraws() {
        var state = State()
        for name in ["a", "b", "c"] { state.enroll(name) }
        state.withdraw { $0 == "b" }
        state.withdraw { $0 == "nobody" }
        #expect(state.popSender() == "a")
        #expect(state.popSender() == "c")
        #expect(state.popSender() == nil)
    }

    @Test func close_HandsOverEverybody() {
        var state = State()
        _ = state.park(7, isEmpty: true)
        state.enroll("a")
        let told = state.close(abandoning: false)
        #expect(told.reader == 7)
        #expect(Array(told.senders) == ["a"])
        #expect(!state.mayPut)
        let again = state.close(abandoning: false)
        #expect(again.reader == nil && again.senders.isEmpty)
    }
}
