import Profiling
import Synchronization
import Trial

/// Profiles of the window as files in a folder.
final class FolderProfiler: WindowProfiler {
    private let folder: String
    private let cpu = Mutex<CPUProfile?>(nil)

    init(folder: String) {
        self.folder = folder
    }

    func begin() throws {
        try HeapProfile.start()
        let profile = try CPUProfile.start()
        cpu.withLock { $0 = profile }
    }

    func end() throws {
        // What is allocated from here on is the profiler's own.
        try HeapProfile.stop()
        let profile = cpu.withLock { $0.take() }
        try profile?.stop().write(to: "\(folder)/cpu.pb.gz")
        try HeapProfile.capture().write(to: "\(folder)/heap.pb.gz")
    }
}
