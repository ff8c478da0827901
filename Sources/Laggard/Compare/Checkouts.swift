import Foundation

/// The folders that the revisions of a comparison are checked out into, side by side, and their builds.
///
/// They are taken away when the comparison is over, however it ends, by a process of their own; with a cache, the base's stays, built, for the next
/// comparison with the same base.
actor Checkouts {
    /// Bases that a cache keeps.
    static let kept = 3

    private let repository: GitRepository
    private let folder: String
    private let isCache: Bool
    private let interruption: Interruption
    private let isQuiet: Bool
    private let undertaker: Undertaker
    /// One comparison at a time has a cache.
    private let lock: RunLock?

    /// - Parameter cache: a folder, which need not be there; nil for a temporary one.
    /// - Throws: `Failure`: the cache is in use, or a folder cannot be made.
    init(_ repository: GitRepository, cache: String?, interruption: Interruption, isQuiet: Bool) throws {
        self.repository = repository
        self.interruption = interruption
        self.isQuiet = isQuiet
        isCache = cache != nil
        undertaker = try Undertaker(repository: repository.root)
        folder = try cache.map(Self.made) ?? Self.temporary()
        guard !folder.contains(where: \.isNewline) else {
            throw Failure(.usage, "the path '\(folder.shown())' has a line break in it", hint: "Choose another folder.")
        }
        lock = isCache ? try RunLock(folder: folder) : nil
        if !isCache { undertaker.note(parent: folder) }
    }

    private static func made(_ cache: String) throws(Failure) -> String {
        do {
            try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        } catch {
            throw Failure(.inputOutput, "cannot create the cache '\(cache)': \(error.localizedDescription)")
        }
        return URL(fileURLWithPath: cache).standardizedFileURL.path
    }

    private static func temporary() throws(Failure) -> String {
        let parent = FileManager.default.temporaryDirectory
        var template = Array(parent.appendingPathComponent("laggard-compare-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError(parent.path, doing: "create a folder in").failure
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Checks a commit out and builds its children: both sides alike, in folders of the same depth.
    func make(_ side: Side, commit: String, name: String, _ recipe: SideRecipe) async throws -> SideProgram {
        let place = "\(folder)/\(commit.prefix(16))-\(side.rawValue)"
        let program = SideProgram(
            name: name, revision: commit, folder: place, commands: recipe.commands(in: place))
        if await isBuilt(place, recipe), program.problem == nil {
            // Used last: kept longest.
            try await note(place, recipe)
            say("\(side.rawValue): \(name) (\(commit.prefix(12))), built before\n")
            return program
        }
        unlink(stamp(place))
        await repository.removeWorktree(place)
        // What is left of a base that was not built to its end is taken away by whoever wants it next.
        if !isCache || side == .head { undertaker.note(folder: place) }
        say("\(side.rawValue): \(name) (\(commit.prefix(12)))\n")
        try await repository.addWorktree(place, at: commit)
        for build in recipe.builds(in: place) {
            say("building \(side.rawValue), \(build.implementation): \(build.text)\n")
            var execution = BuildExecution(build: build, interruption: interruption, isQuiet: isQuiet)
            execution.observer = { [undertaker] in undertaker.note(group: $0) }
            execution.remedy = "Mend the build of \(name), or its 'build' in the plan."
            try await execution.run()
        }
        if let problem = program.problem {
            throw Failure(.usage, problem, hint: "Correct its 'build' or its 'command' in the plan.")
        }
        try await note(place, recipe)
        return program
    }

    /// Takes away what was made; of a cache, all but the newest bases.
    func remove() async {
        undertaker.finish()
        if isCache { await prune() } else { rmdir(folder) }
    }

    // MARK: Cache

    /// Beside the folder, written when its builds have ended well: how it was built.
    private func stamp(_ place: String) -> String { place + ".built" }

    private func text(_ recipe: SideRecipe) async -> String {
        let builds = recipe.builds(in: ".").map { "\($0.implementation): \($0.text)\n" }.joined()
        return (builds.isEmpty ? "no build\n" : builds) + (await Compilers.versions())
    }

    private func isBuilt(_ place: String, _ recipe: SideRecipe) async -> Bool {
        guard isCache, place.hasSuffix("-base"), let bytes = try? RunFiles.read(stamp(place)) else { return false }
        return await bytes == Array(text(recipe).utf8)
    }

    private func note(_ place: String, _ recipe: SideRecipe) async throws {
        guard isCache else { return }
        let text = await text(recipe)
        do throws(FileError) {
            try RunFiles.replace(stamp(place), with: Array(text.utf8))
        } catch {
            throw error.failure
        }
    }

    /// The bases that were used last stay; what a build has left that did not end goes.
    private func prune() async {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let bases = names.filter { $0.hasSuffix("-base") }.map { "\(folder)/\($0)" }
        let built = bases.filter { access(stamp($0), F_OK) == 0 }
        let newest = built.sorted { Self.modified(stamp($0)) > Self.modified(stamp($1)) }.prefix(Self.kept)
        for base in bases where !newest.contains(base) {
            unlink(stamp(base))
            await repository.removeWorktree(base)
        }
    }

    private static func modified(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    private func say(_ text: String) {
        if !isQuiet { Terminal.write(text, to: .error) }
    }
}
