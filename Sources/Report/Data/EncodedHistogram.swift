/// A row of `histograms.csv` that has not been decoded yet.
public struct EncodedHistogram: Sendable, Equatable {
    /// HdrHistogram's V2 encoding, compressed, in base64.
    public var encoding: String
    /// Of the file, from 1.
    public var line: Int

    public init(encoding: String, line: Int) {
        self.encoding = encoding
        self.line = line
    }
}

/// A row of `histograms.csv` that is none.
public struct BadHistogram: Error, Sendable, Hashable {
    /// Folder of its run.
    public var folder: String
    public var line: Int
    /// What is wrong with it.
    public var reason: String
}
