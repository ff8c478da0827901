import Foundation

/// A process that outlives this one by a moment: when this one is gone, killed or done, it ends the build that is under
/// way and takes the checkouts away.
///
/// It reads lines from a pipe until that is closed, which the kernel does even for a process that is killed.
final class Undertaker: Sendable {
    /// `$1` is the repository. Signals are for the others: it ends when its input does.
    private static let script = """
        trap '' INT TERM HUP
        folders=
        group=
        parent=
        while IFS=' ' read -r word value; do
            case $word in
            group) group=$value ;;
            folder)
                case $value in
                /*-base | /*-head) folders="$folders$value
        " ;;
                esac ;;
            parent) parent=$value ;;
            esac
        done
        [ -z "$group" ] || kill -KILL "-$group" 2>/dev/null
        printf '%s' "$folders" | while IFS= read -r folder; do
            git -C "$1" worktree remove --force --force "$folder" >/dev/null 2>&1
            rm -rf "$folder" "$folder.built"
        done
        [ -z "$parent" ] || rmdir "$parent" 2>/dev/null
        git -C "$1" worktree prune >/dev/null 2>&1
        """

    private let process: pid_t
    private let pipe: Int32

    /// - Throws: `Failure` where it cannot be started.
    init(repository: String) throws {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { throw FileError("a pipe", doing: "make").failure }
        // Nobody else may hold it open: a build that did would keep the checkouts.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        pipe = ends[1]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let line = ["sh", "-c", Self.script, "laggard-undertaker", repository]
        var words: [UnsafeMutablePointer<CChar>?] = line.map { word in strdup(word) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        let code = posix_spawnp(&child, "sh", &actions, &attributes, &words, environ)
        guard code == 0 else {
            close(pipe)
            throw FileError("sh", doing: "start", code: code).failure
        }
        process = child
    }

    /// A folder to take away in the end, with all that is in it: one that ends in `-base` or `-head`.
    func note(folder: String) { say("folder \(folder)") }

    /// A folder to take away last, if it is empty then.
    func note(parent: String) { say("parent \(parent)") }

    /// The process group of the build under way; nil when it is over.
    func note(group: pid_t?) { say("group \(group.map(String.init) ?? "")") }

    private func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(pipe, bytes, bytes.count)
    }

    /// Lets it do its work, and waits for it.
    func finish() {
        close(pipe)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
}
