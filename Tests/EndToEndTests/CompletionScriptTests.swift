import Foundation
import Testing

/// The completion scripts, as shells run them.
struct CompletionScriptTests {
    private static func has(_ shell: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(shell)")
    }
    static let hasZsh = has("zsh")
    static let hasFish = has("fish")

    /// A sandbox with laggard on its `PATH`, a run, a plan, and the script of a shell.
    private func sandbox(_ shell: String) throws -> Sandbox {
        let sandbox = try Sandbox()
        let files = FileManager.default
        for folder in ["bin", "results/20260131T000000Z-a", "results/notes"] {
            try files.createDirectory(atPath: sandbox.path(folder), withIntermediateDirectories: true)
        }
        try files.createSymbolicLink(atPath: sandbox.path("bin/laggard"), withDestinationPath: Laggard.program)
        try sandbox.write("{}", to: "results/20260131T000000Z-a/manifest.json")
        try sandbox.write("", to: "mine.yaml")
        let ending = try Laggard.run("completions", shell, in: sandbox)
        #expect(ending.code == 0, "\(ending.error)")
        try sandbox.write(ending.output, to: "script")
        return sandbox
    }

    /// What bash offers for a line whose words it has split at blanks and, as it does, at `=`.
    private func offered(_ words: [String], line: String, in sandbox: Sandbox) throws -> [String] {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        try sandbox.write(
            """
            cd '\(sandbox.folder)' && PATH="$PWD/bin:$PATH" && source ./script
            COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1) COMP_LINE='\(line)' COMP_POINT=\(line.count)
            last="${COMP_WORDS[COMP_CWORD]}"
            _laggard_whole_words laggard "${last#=}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"

            """, to: "ask.bash")
        let result = try Command.run("/usr/bin/env", "bash", sandbox.path("ask.bash"), in: sandbox)
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        ("laggard ru", ["laggard", "ru"], ["run"]),
        ("laggard run --pre", ["laggard", "run", "--pre"], ["--preset"]),
        ("laggard run --preset ga", ["laggard", "run", "--preset", "ga"], ["gate"]),
        ("laggard run mi", ["laggard", "run", "mi"], ["mine.yaml"]),
        ("laggard run --set slow_k", ["laggard", "run", "--set", "slow_k"], ["slow_kind="]),
        ("laggard run --set strategy=ti", ["laggard", "run", "--set", "strategy", "=", "ti"], ["timer", "ticker"]),
        ("laggard run --set exact=", ["laggard", "run", "--set", "exact", "="], ["true", "false"]),
        (
            "laggard run --set exact=true --preset sm",
            ["laggard", "run", "--set", "exact", "=", "true", "--preset", "sm"], ["smoke"]
        ),
        ("laggard show results/2", ["laggard", "show", "results/2"], ["results/20260131T000000Z-a"]),
        (
            "laggard gate --baseline res", ["laggard", "gate", "--baseline", "res"],
            ["results/20260131T000000Z-a", "results"]
        ),
        ("laggard list strat", ["laggard", "list", "strat"], ["strategies"]),
    ])
    func bash_OffersWhatFits(line: String, words: [String], offers: [String]) throws {
        #expect(try offered(words, line: line, in: sandbox("bash")) == offers)
    }

    @Test(.enabled(if: hasZsh, "zsh is not there"))
    func zsh_ReadsItsScript() throws {
        let sandbox = try sandbox("zsh")
        let result = try Command.run("/usr/bin/zsh", "-n", sandbox.path("script"), in: sandbox)
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    }

    @Test(.enabled(if: hasFish, "fish is not there"))
    func fish_OffersWhatFits() throws {
        let sandbox = try sandbox("fish")
        let ask =
            "set -p PATH \(sandbox.path("bin")); source \(sandbox.path("script")); complete -C'laggard run --preset g'"
        let result = try Command.run("/usr/bin/fish", "--no-config", "-c", ask, in: sandbox)
        #expect(result.output.hasPrefix("gate\t"), "\(result.output)\(result.errors)")
    }

    @Test func shell_IsRefused_WhenThereIsNoScriptForIt() throws {
        let ending = try Laggard.run("completions", "tcsh", in: Sandbox())
        #expect(ending.code == 2)
        #expect(ending.error.contains("Please provide one of 'bash', 'zsh' or 'fish'."), "\(ending.error)")
    }
}
