import Results

/// `search.csv` of a run: each row is on the disk when `append` returns.
final class SearchFile {
    private let file: AppendOnlyFile

    init(path: String) throws(FileError) {
        try RunFiles.replace(path, with: Array(CSVWriter<SearchRow>.search.header.utf8))
        file = try AppendOnlyFile(path: path)
    }

    func append(_ row: SearchRow) throws(FileError) {
        let before = try file.size()
        try file.append(Array(CSVWriter<SearchRow>.search.row(row).utf8))
        try file.sync(orCutTo: before)
    }
}
