import Experiment
import Foundation
import Testing

/// A disk that fills up in the middle of a run.
@Suite(.serialized)
struct FullDiskTests {
    /// A file system of 256 KB in memory, or nil where it cannot be mounted.
    private static func mount(_ folder: String) -> Bool {
        mkdir(folder, 0o755)
        return Glibc.mount("tmpfs", folder, "tmpfs", 0, "size=256k") == 0
    }

    /// Mounting takes root, and a container that allows it.
    static let canMount: Bool = {
        let folder = NSTemporaryDirectory() + "laggard-mount-\(getpid())"
        defer { rmdir(folder) }
        guard mount(folder) else { return false }
        return umount(folder) == 0
    }()

    @Test(.enabled(if: canMount, "a small tmpfs cannot be mounted here: it takes root and CAP_SYS_ADMIN"))
    func run_StopsWithWholeRows_WhenTheDiskIsFull() throws {
        let sandbox = try Sandbox()
        let disk = sandbox.path("disk")
        try #require(Self.mount(disk))
        defer { umount2(disk, Int32(MNT_DETACH)) }
        // 4,001 samples take 150 KB: the second trial's do not fit.
        let plan = try sandbox.plan([.talkative], repetitions: 4)
        let ending = try Laggard.run("run", plan, "--output", "disk/out", in: sandbox)
        #expect(ending.code == 7, "\(ending.error)")
        #expect(ending.error.contains("the disk is full"))
        #expect(ending.error.contains("samples.csv"))
        #expect(ending.error.contains("bytes to write"))
        #expect(ending.error.contains("laggard run --resume disk/out"))
        let folder = RunFolder(path: "\(disk)/out")
        #expect(try folder.trials().count == 1)
        #expect(try folder.isWhole())
        #expect(try folder.samples().count == 4_001)
        #expect(try Laggard.run("show", "disk/out", in: sandbox).code == 0)

        // Room is made: the rest is run, each trial once.
        #expect(Glibc.mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=4m") == 0)
        let resumed = try Laggard.run("run", "--resume", "disk/out", in: sandbox)
        #expect(resumed.code == 0, "\(resumed.error)")
        #expect(try folder.trials().count == 4)
        #expect(try folder.samples().count == 4 * 4_001)
    }

    @Test(.enabled(if: canMount, "a small tmpfs cannot be mounted here: it takes root and CAP_SYS_ADMIN"))
    func run_SaysSo_WhenTheDiskIsFullFromTheStart() throws {
        let sandbox = try Sandbox()
        let disk = sandbox.path("disk")
        try #require(Self.mount(disk))
        defer { umount2(disk, Int32(MNT_DETACH)) }
        try? Data(count: 1 << 18).write(to: URL(fileURLWithPath: "\(disk)/filler"))
        while (try? append(4_096, to: "\(disk)/rest")) != nil {}
        let ending = try Laggard.run("run", sandbox.plan([.good]), "--output", "disk/out", in: sandbox)
        #expect(ending.code == 7, "\(ending.error)")
        #expect(ending.error.contains("the disk is full"))
        #expect(sandbox.childPIDs().isEmpty)
    }

    private func append(_ count: Int, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 0, count: count)
        guard write(descriptor, bytes, count) == count else { throw CocoaError(.fileWriteOutOfSpace) }
    }
}
