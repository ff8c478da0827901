import Glibc
import Testing

@testable import Profiling

struct ThreadRosterTests {
    @Test func thread_IsAddedOnce_AndRemoved_WhenMissingTwice() {
        var roster = ThreadRoster()
        #expect(roster.look(at: [1, 2]) == .init(added: [1, 2]))
        #expect(roster.look(at: [1, 2]) == .init(settled: [1, 2]))
        #expect(roster.look(at: [1]) == .init())
        #expect(roster.look(at: [1]) == .init(removed: [2]))
        #expect(roster.look(at: [1, 2]) == .init(added: [2]))
    }

    @Test func thread_Stays_WhenALookMissedIt() {
        var roster = ThreadRoster()
        _ = roster.look(at: [1])
        #expect(roster.look(at: []) == .init())
        #expect(roster.look(at: [1]) == .init(settled: [1]))
        #expect(roster.look(at: []) == .init())
        #expect(roster.look(at: []) == .init(removed: [1]))
    }

    @Test func list_HasTheProcessesThreads_WithTheirNames() {
        let threads = ThreadList.threads()
        #expect(threads.contains(getpid()))
        #expect(ThreadList.name(of: getpid())?.isEmpty == false)
        #expect(ThreadList.name(of: 0) == nil)
    }
}
