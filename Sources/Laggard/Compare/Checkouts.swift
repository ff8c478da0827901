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

    /// - Parameter cache: a folder, which need not be there; nil for a temporary one.
    init(_ repository: GitRepository, cache: String?, interruption: Interruption, isQuiet: Bool) throws {
        self.repository = repository
        self.interruption = interruption
        self.isQuiet = isQuiet
        isCache = cache != nil
        undertaker = try Undertaker(repository: repository.root)
        if let cache {
            folder = URL(fileURLWithPath: cache).standardizedFileURL.path
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw Failure(.inputOutput, "cannot create the cache '\(cache)': \(error.localizedDescription)")
            }
        } else {
            var template = Array(
                FileManager.default.temporaryDirectory.appendingPathComponent("laggard-compare-XXXXXX").path.utf8CString
            )
            guard mkdtemp(&template) != nil else {
                throw FileError(FileManager.default.temporaryDirectory.path, doing: "create a folder in").failure
            }
            folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Checks a commit out and builds its children: both sides alike, in folders of the same depth.
    func make(_ side: Side, commit: String, name: String, _ recipe: SideRecipe) async throws -> SideProgram {
        let place = "\(folder)/\(commit.prefix(16))-\(side.rawValue)"
        let program = SideProgram(
            name: name, revision: commit, folder: place, commands: recipe.commands(in: place))
        if isBuilt(place, recipe), program.problem == nil {
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
        try note(place, recipe)
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

    private func text(_ recipe: SideRecipe) -> String {
        let builds = recipe.builds(in: ".").map { "\($0.implementation): \($0.text)\n" }.joined()
        return builds.isEmpty ? "no build\n" : builds
    }

    private func isBuilt(_ place: String, _ recipe: SideRecipe) -> Bool {
        isCache && place.hasSuffix("-base")
            && (try? RunFiles.read(stamp(place))).map { $0 == Array(text(recipe).utf8) } == true
    }

    private func note(_ place: String, _ recipe: SideRecipe) throws {
        guard isCache else { return }
        do throws(FileError) {
            try RunFiles.replace(stamp(place), with: Array(text(recipe).utf8))
        } catch {
            throw error.failure
        }
    }

    private func prune() async {
        let stamps = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix("-base.built") }.map { "\(folder)/\($0)" }
        let newest = stamps.sorted { Self.modified($0) > Self.modified($1) }
        for stamp in newest.dropFirst(Self.kept) {
            unlink(stamp)
            await repository.removeWorktree(String(stamp.dropLast(".built".count)))
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
