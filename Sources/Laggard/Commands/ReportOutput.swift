import ArgumentParser
import Gate

/// Where else a verdict goes, in the forms that others read.
struct ReportOutput: ParsableArguments {
    @Option(
        name: .customLong("json"), help: ArgumentHelp("Write the verdict as JSON.", valueName: "FILE"),
        completion: .file(extensions: ["json"]))
    var json: String?

    @Option(
        help: ArgumentHelp("Write it as Markdown, for a comment or a job's summary.", valueName: "FILE"),
        completion: .file(extensions: ["md"]))
    var markdown: String?

    @Option(help: ArgumentHelp("Write it as JUnit XML.", valueName: "FILE"), completion: .file(extensions: ["xml"]))
    var junit: String?

    /// - Throws: `Failure` where a file cannot be written.
    func write(_ report: GateReport) throws {
        if let json { try Self.replace(json, with: report.json()) }
        if let markdown { try Self.replace(markdown, with: Array(report.markdown().utf8)) }
        if let junit { try Self.replace(junit, with: Array(report.junit().utf8)) }
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        do throws(FileError) { try RunFiles.replace(path, with: bytes) } catch { throw error.failure }
    }
}
