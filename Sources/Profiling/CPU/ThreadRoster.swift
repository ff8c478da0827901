/// Which threads there are, from one look at the list of them to the next.
struct ThreadRoster: Sendable {
    /// What a look changed.
    struct Change: Sendable, Equatable {
        var added: [Int32] = []
        var removed: [Int32] = []
        /// Seen for the second time: by now a thread has given itself its name.
        var settled: [Int32] = []
    }

    private struct Entry {
        var looks = 1
        var missed = 0
    }

    private var entries: [Int32: Entry] = [:]

    /// The list of threads is not read in one step: while others end, one that lives may be left out. So a thread has
    /// ended when it is missing twice in a row.
    mutating func look(at present: some Sequence<Int32>) -> Change {
        var change = Change()
        for thread in entries.keys { entries[thread]!.missed += 1 }
        for thread in present {
            guard var entry = entries[thread] else {
                entries[thread] = Entry()
                change.added.append(thread)
                continue
            }
            entry.missed = 0
            entry.looks += 1
            entries[thread] = entry
            if entry.looks == 2 { change.settled.append(thread) }
        }
        for (thread, entry) in entries where entry.missed >= 2 {
            entries[thread] = nil
            change.removed.append(thread)
        }
        return change
    }
}
