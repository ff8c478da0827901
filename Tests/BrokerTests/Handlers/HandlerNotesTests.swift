import Testing

@testable import Broker

/// When a handler is slow, and when it may come back.
@Suite struct HandlerNotesTests {
    /// Calls that it takes to come back, all of them quick.
    private func callsToReturn(_ notes: inout HandlerNotes) -> Int {
        var calls = 0
        while notes.isSlow && calls < 100_000 {
            notes.note(wasSlow: false)
            calls += 1
        }
        return calls
    }

    @Test func handler_StaysQuick_WhenEveryCallIs() {
        var notes = HandlerNotes()
        for _ in 0..<1_000 { notes.note(wasSlow: false) }
        #expect(!notes.isSlow)
    }

    @Test func handler_ComesBackLater_WhenItRelapses() {
        var notes = HandlerNotes()
        var calls: [Int] = []
        for _ in 0..<12 {
            notes.note(wasSlow: true)
            #expect(notes.isSlow)
            calls.append(callsToReturn(&notes))
        }
        #expect(calls == [16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 4_096, 4_096, 4_096])
    }

    @Test func handler_BeginsItsProbationAnew_WhenACallIsSlowAgain() {
        var notes = HandlerNotes()
        notes.note(wasSlow: true)
        for _ in 0..<15 { notes.note(wasSlow: false) }
        notes.note(wasSlow: true)
        #expect(notes.isSlow)
        #expect(callsToReturn(&notes) == 16)
    }

    @Test func call_KeepsItsNumber_WhenItsStateChanges() {
        let call = HandlerCall(77, .running)
        #expect(call.number == 77)
        #expect(call.state == .running)
        for state in [HandlerCall.State.none, .running, .overdue, .taken] {
            #expect(HandlerCall(word: call.with(state).word) == HandlerCall(77, state))
        }
    }
}
