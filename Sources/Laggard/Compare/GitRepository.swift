import Foundation
import Subprocess

/// A git repository, as far as a comparison of two of its revisions needs it.
struct GitRepository: Sendable {
    /// The top folder of the work tree.
    let root: String

    /// The repository that the folder lies in.
    /// - Throws: `Failure`, usage where it lies in none, or there is no git.
    init(around folder: String) async throws {
        let found = try await Self.git(folder, ["rev-parse", "--show-toplevel"])
        switch found {
        case .success(let root) where !root.isEmpty: self.root = root
        case .success, .failure:
            // It may be one that git refuses, as another user's.
            var said = ""
            if case .failure(let error) = found { said = ": \(error.text)" }
            throw Failure(
                .usage, "'\(folder)' lies in no git repository that has revisions to compare\(said)",
                hint: "Go to a checkout, or name two programs: --base-command and --head-command.")
        }
    }

    /// The commit that a branch, tag or hash stands for.
    func commit(_ reference: String) async throws -> String {
        // An option instead of a name is none: `--end-of-options`.
        let found = try await git(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(reference)^{commit}"])
        guard case .success(let commit) = found, !commit.isEmpty else {
            throw Failure(
                .usage, "'\(reference.shown())' is no commit of '\(root)'",
                hint: "Name a branch, a tag or a hash; 'git fetch' may bring it. A shallow clone lacks most of them.")
        }
        return commit
    }

    /// Whether files that git knows differ from the commit that is checked out.
    func isDirty() async throws -> Bool {
        _ = try await git(["update-index", "-q", "--refresh"])
        switch try await git(["diff-index", "--quiet", "HEAD", "--"]) {
        case .success: return false
        case .failure: return true
        }
    }

    /// A commit that holds the work tree as it is, files that git does not know yet included and ignored ones not. It is
    /// on no branch, and neither index nor work tree changes.
    func snapshot() async throws -> String {
        let parent = FileManager.default.temporaryDirectory
        var template = Array(parent.appendingPathComponent("laggard-index-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError(parent.path, doing: "create a folder in").failure }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let index = ["GIT_INDEX_FILE": folder + "/index"]
        let head = try await commit("HEAD")
        _ = try await done(["read-tree", head], index)
        _ = try await done(["add", "--all"], index)
        let tree = try await done(["write-tree"], index)
        if tree == (try await done(["rev-parse", "\(head)^{tree}"])) { return head }
        let author = ["NAME": "laggard", "EMAIL": "laggard@localhost"]
        var environment = index
        for (key, value) in author {
            environment["GIT_AUTHOR_\(key)"] = value
            environment["GIT_COMMITTER_\(key)"] = value
        }
        return try await done(["commit-tree", tree, "-p", head, "-m", "work tree"], environment)
    }

    /// Checks a commit out into a folder that is not there yet.
    func addWorktree(_ folder: String, at commit: String) async throws {
        // Hooks of the repository are of no use here, and may ask for what is not there.
        _ = try await done(["-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", folder, commit])
    }

    /// Takes a checked-out folder away. What is left of it is removed all the same.
    func removeWorktree(_ folder: String) async {
        _ = try? await git(["worktree", "remove", "--force", "--force", folder])
        try? FileManager.default.removeItem(atPath: folder)
        _ = try? await git(["worktree", "prune"])
    }

    // MARK: git

    private func done(_ words: [String], _ environment: [String: String] = [:]) async throws -> String {
        switch try await git(words, environment) {
        case .success(let text): return text
        case .failure(let said): throw Failure(.inputOutput, "git \(words.first ?? "") in '\(root)': \(said.text)")
        }
    }

    private func git(_ words: [String], _ environment: [String: String] = [:]) async throws -> Result<String, Said> {
        try await Self.git(root, words, environment)
    }

    /// What git said when it ended with another code than 0.
    private struct Said: Error { let text: String }

    private static func git(
        _ folder: String, _ words: [String], _ environment: [String: String] = [:]
    ) async throws -> Result<String, Said> {
        let pairs = environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
        // A hook that calls laggard has set these for its own repository.
        let foreign = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"].map { name -> (Environment.Key, String?) in
            (Environment.Key(stringLiteral: name), nil)
        }
        // Of its own: Ctrl-C is for laggard to answer.
        var options = PlatformOptions()
        options.processGroupID = 0
        do {
            let result = try await Subprocess.run(
                .name("git"), arguments: .init(["-C", folder] + words),
                environment: .inherit.updating(Dictionary(foreign + pairs) { $1 }), platformOptions: options,
                input: .none,
                output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
            let text = SystemText.trimmed(result.standardOutput)
            guard result.terminationStatus.isSuccess else {
                return .failure(Said(text: SystemText.trimmed(result.standardError).shown(limit: 500)))
            }
            return .success(text)
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Failure(.usage, "there is no git on PATH", hint: "Install it: apt-get install git")
        }
    }
}
