import Foundation
import Subprocess

/// The checkout that this program was built in, as far as it is still there.
enum SourceTree {
    /// The folder with `Package.swift` above this executable: a build lies in its `.build`.
    static var root: String? {
        let own = URL(fileURLWithPath: ChildCommand.own().program)
        var folder = own.deletingLastPathComponent()
        while folder.path != "/" {
            if folder.lastPathComponent.hasPrefix(".build") {
                let parent = folder.deletingLastPathComponent().path
                return access(parent + "/Package.swift", F_OK) == 0 ? parent : nil
            }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }

    /// The commit of the work tree.
    static func revision(_ root: String) async -> String? {
        await git(root, ["rev-parse", "HEAD"]).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether the work tree differs from its commit; files that git does not know are no difference.
    static func isDirty(_ root: String) async -> Bool? {
        await git(root, ["status", "--porcelain", "--untracked-files=no"]).map { !$0.isEmpty }
    }

    /// What git says, or nil where there is no git or no checkout.
    private static func git(_ root: String, _ words: [String]) async -> String? {
        let result = try? await Subprocess.run(
            .name("git"), arguments: .init(["-C", root, "--no-optional-locks"] + words), output: .string(limit: 1 << 20)
        )
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return SystemText.trimmed(result.standardOutput)
    }

    /// Versions of the packages in `Package.resolved`, by name. Pure but for the file.
    static func packages(_ root: String) -> [String: String]? {
        guard let bytes = try? RunFiles.read(root + "/Package.resolved"),
            let resolved = try? JSONDecoder().decode(Resolved.self, from: Data(bytes))
        else { return nil }
        let pairs = resolved.pins.compactMap { pin in pin.state.version.map { (pin.identity, $0) } }
        return Dictionary(pairs) { first, _ in first }
    }

    private struct Resolved: Decodable {
        struct Pin: Decodable {
            struct State: Decodable { var version: String? }
            var identity: String
            var state: State
        }
        var pins: [Pin]
    }
}
