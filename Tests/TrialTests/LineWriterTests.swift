import Experiment
import Foundation
import Synchronization
import Testing

@testable import Trial

/// A writer whose other end is read here.
private final class PipedWriter {
    private let pipe = Pipe()
    let complaints = ComplaintBox()
    let writer: LineWriter

    init() {
        // A read of nothing returns.
        let flags = fcntl(pipe.fileHandleForReading.fileDescriptor, F_GETFL)
        _ = fcntl(pipe.fileHandleForReading.fileDescriptor, F_SETFL, flags | O_NONBLOCK)
        writer = LineWriter(file: pipe.fileHandleForWriting.fileDescriptor) { [complaints] in complaints.add($0) }
    }

    /// What can be read now.
    func text() -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(pipe.fileHandleForReading.fileDescriptor, &bytes, bytes.count)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }

    func closeReading() throws { try pipe.fileHandleForReading.close() }
}

private final class ComplaintBox: Sendable {
    private let complaints = Mutex([String]())
    func add(_ complaint: String) { complaints.withLock { $0.append(complaint) } }
    var all: [String] { complaints.withLock { $0 } }
}

@Suite struct LineWriterTests {
    private let progress = TrialLine.progress(.init(phase: .window, elapsedS: 1, metrics: Measurements()))

    private func sample(_ number: Int) -> TrialLine {
        .sample(.init(elapsedS: Double(number), phase: .window))
    }

    private func lines(_ text: String) throws -> [TrialLine] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(TrialLine.self, from: Data($0.utf8)) }
    }

    @Test func samples_WaitForTheLineThatFollows() throws {
        let piped = PipedWriter()
        piped.writer.write(sample(1))
        piped.writer.write(sample(2))
        #expect(piped.text() == "")
        piped.writer.write(progress)
        #expect(try lines(piped.text()) == [sample(1), sample(2), progress])
        let result = TrialLine.result(.init(status: .ok, metrics: Measurements()))
        piped.writer.write(sample(3))
        piped.writer.write(result)
        #expect(try lines(piped.text()) == [sample(3), result])
        #expect(piped.complaints.all.isEmpty)
    }

    /// As with a short interval.
    @Test func manySamples_ArriveWhole_InOrder_NoneTwice() throws {
        let piped = PipedWriter()
        for number in 0..<300 { piped.writer.write(sample(number)) }
        let early = piped.text()
        #expect(early.hasSuffix("\n"))
        #expect(early.utf8.count > 4_096, "all of them wait")
        piped.writer.write(progress)
        #expect(try lines(early + piped.text()) == (0..<300).map(sample) + [progress])
    }

    @Test func lineLongerThanAPipeTakesInOnePiece_IsWhole_AfterTheSamples() throws {
        let piped = PipedWriter()
        piped.writer.write(sample(7))
        let result = TrialLine.result(
            .init(status: .failed, statusDetail: String(repeating: "x", count: 10_000), metrics: Measurements()))
        piped.writer.write(result)
        #expect(try lines(piped.text()) == [sample(7), result])
    }

    @Test func closedReader_IsComplainedOf() throws {
        let old = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, old) }
        let piped = PipedWriter()
        try piped.closeReading()
        piped.writer.write(sample(1))
        #expect(piped.complaints.all.isEmpty)
        piped.writer.write(progress)
        #expect(piped.complaints.all.count == 1)
        #expect(piped.complaints.all.first?.hasPrefix("standard output: ") == true)
    }
}
