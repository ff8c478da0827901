import Foundation

/// The folders of runs, and folders on the way to some.
enum RunFolderCompletion {
    /// - Parameter prefix: what is typed so far. Without a slash, runs in `results` come as well.
    static func candidates(_ prefix: String) -> [String] {
        let slash = prefix.lastIndex(of: "/")
        let parent = slash.map { String(prefix[...$0]) } ?? ""
        let runs = parent.isEmpty ? folders(in: "results/").filter { !$0.hasSuffix("/") } : []
        return runs + folders(in: parent)
    }

    /// The visible folders in one; with a slash at the end where they are not a run's.
    private static func folders(in parent: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.isEmpty ? "." : parent)) ?? []
        return names.sorted().compactMap { name in
            var isFolder = ObjCBool(false)
            let path = parent + name
            guard !name.hasPrefix("."), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                isFolder.boolValue
            else { return nil }
            return FileManager.default.fileExists(atPath: RunFiles(folder: path).manifest) ? path : path + "/"
        }
    }
}
