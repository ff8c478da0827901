import Foundation
import Testing

@testable import Laggard

/// With a real git, in a repository of the test's own.
@Suite struct GitRepositoryTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("laggard-git-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try git("init", "--quiet", "--initial-branch=main")
        try write("one\n", to: "file")
        try write("ignored\n", to: ".gitignore")
        try git("add", "--all")
        try git("commit", "--quiet", "-m", "first")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @discardableResult
    private func git(_ words: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["git", "-C", folder, "-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
            + words
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return text
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func commit_IsFound_ByBranchAndRefused_WhenThereIsNone() async throws {
        defer { remove() }
        let repository = try await GitRepository(around: folder)
        let head = try git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await repository.commit("main") == head)
        for name in ["nowhere", "--all", "", "HEAD:file"] {
            let failure = await #expect(throws: Failure.self) { try await repository.commit(name) }
            #expect(failure?.status == .usage)
            #expect(failure?.message.contains("'\(name)' is no commit") == true)
        }
    }

    @Test func snapshot_HoldsChangesAndNewFiles_AndTouchesNothing() async throws {
        defer { remove() }
        let repository = try await GitRepository(around: folder)
        let head = try await repository.commit("HEAD")
        #expect(try await repository.snapshot() == head)
        #expect(try await !repository.isDirty())
        try write("two\n", to: "file")
        try write("new\n", to: "added")
        try write("no\n", to: "ignored")
        let before = try git("status", "--porcelain")
        let snapshot = try await repository.snapshot()
        #expect(snapshot != head)
        #expect(try await repository.isDirty())
        #expect(try git("status", "--porcelain") == before)
        #expect(try git("show", "\(snapshot):file") == "two\n")
        #expect(try git("show", "\(snapshot):added") == "new\n")
        #expect(try git("ls-tree", "--name-only", snapshot).split(separator: "\n") == [".gitignore", "added", "file"])
    }

    @Test func worktree_IsCheckedOut_AndTakenAway() async throws {
        defer { remove() }
        let repository = try await GitRepository(around: folder)
        let place = folder + "-tree"
        try await repository.addWorktree(place, at: try await repository.commit("HEAD"))
        #expect(try read("\(place)/file") == "one\n")
        await repository.removeWorktree(place)
        #expect(!FileManager.default.fileExists(atPath: place))
        #expect(try git("worktree", "list").split(separator: "\n").count == 1)
    }

    @Test func repository_IsRefused_WhenThereIsNone() async throws {
        remove()
        let failure = await #expect(throws: Failure.self) { try await GitRepository(around: "/") }
        #expect(failure?.status == .usage)
    }
}
