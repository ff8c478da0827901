extension CallStack {
    /// The stack as the source has it: below an async function come the functions that await it, and not the executor
    /// that happens to run it.
    func logical(_ symbols: SymbolTable) -> [UInt64] {
        guard !resumes.isEmpty, resumeIndex < addresses.count,
            let function = addresses[resumeIndex...].firstIndex(where: { symbols.isAsync($0) })
        else { return withoutThreadStart(symbols) }
        return Array(addresses[...function]) + resumes
    }

    /// The C library's function that a new thread begins in is found by some ways to unwind and not by others: no stack
    /// has it, so that all of a thread's have the same root.
    private func withoutThreadStart(_ symbols: SymbolTable) -> [UInt64] {
        guard addresses.count > 1, let root = addresses.last, symbols.isThreadStart(root) else { return addresses }
        return addresses.dropLast()
    }
}

extension SymbolTable {
    fileprivate func isAsync(_ address: UInt64) -> Bool {
        frames[address]?.last.map { LinkName.isAsync($0.linkName) } ?? false
    }

    fileprivate func isThreadStart(_ address: UInt64) -> Bool {
        guard let name = frames[address]?.last?.linkName else { return false }
        return ["clone", "__clone", "clone3", "__clone3", "__GI___clone", "__GI___clone3"].contains(name)
    }
}
