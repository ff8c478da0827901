import ArgumentParser
import Foundation

/// What shells offer for the values of options.
extension CompletionKind {
    /// A plan's file.
    static var plan: CompletionKind { .file(extensions: ["yaml", "yml"]) }

    /// The folder of a run.
    static var run: CompletionKind { .custom { _, _, prefix in RunFolderCompletion.candidates(prefix) } }

    /// `key=value` of a parameter.
    static var setting: CompletionKind { .custom { _, _, prefix in SettingCompletion.candidates(prefix) } }

    /// A branch or a tag.
    static var revision: CompletionKind {
        // Without a character that a shell may take for its own: it goes through three of them.
        .shellCommand("git rev-parse --symbolic --branches --tags --remotes 2>/dev/null")
    }
}
