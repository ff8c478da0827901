import Experiment
import Foundation
import Gate
import Results

/// One invocation of `search`: trial by trial, the cells in turn, so that a drift of the machine falls on all of them.
struct SearchSession {
    private let plan: SearchPlan
    private let directory: RunDirectory
    private let file: SearchFile
    private let recording: TrialRecording
    private let interruption: Interruption
    private let display: SearchDisplay

    /// Makes the run's folder.
    init(
        _ plan: SearchPlan, _ request: RunRequest, folder: String?, interruption: Interruption, isQuiet: Bool
    ) async throws {
        self.plan = plan
        self.interruption = interruption
        display = SearchDisplay(terminal: Terminal(.error), isQuiet: isQuiet)
        directory = try await RunDirectory.begin(folder, plan.plan)
        do throws(FileError) { file = try SearchFile(path: directory.files.search) } catch { throw error.failure }
        recording = TrialRecording(request: request, directory: directory, interruption: interruption)
    }

    /// Searches until every cell has its answer.
    /// - Returns: the answers, in the plan's order.
    /// - Throws: `Failure`: a file cannot be written, or the runner was told to stop.
    func run() async throws -> [SearchRow] {
        defer { display.clear() }
        var cells = plan.cells
        var random = SplitMix64(seed: plan.plan.seed)
        var answers: [Int: SearchRow] = [:]
        do {
            while true {
                var due = cells.indices.filter { cells[$0].next != nil }
                guard !due.isEmpty else { break }
                random.shuffle(&due)
                for index in due { answers[index] = try await advance(&cells[index]) }
            }
            try directory.update { manifest in
                manifest.endedAt = RunID.timestamp(Date())
                manifest.exitStatus = Int(ExitStatus.done.rawValue)
            }
        } catch let error as FileError {
            throw error.failure
        }
        return answers.sorted { $0.key < $1.key }.map(\.value)
    }

    /// A trial of a cell.
    /// - Returns: its answer, if that is it.
    private func advance(_ cell: inout SearchedCell) async throws -> SearchRow? {
        guard let next = cell.next else { return nil }
        var seeded = next.cell
        seeded.seed = Schedule.seed(plan: plan.plan.seed, repetition: next.repetition)
        let trial = PlannedTrial(
            cell: seeded, cellID: CellID.of(next.cell), repetition: next.repetition, order: directory.records.count)
        guard let record = try await recording.run(trial, display), interruption.signal == nil else { throw stopped }
        guard let probe = cell.record(record) else { return nil }
        try file.append(probe)
        display.decide(probe)
        guard let answer = cell.answer else { return nil }
        try file.append(answer)
        return answer
    }

    private var stopped: Failure {
        let status = ExitStatus(endedBy: interruption.signal ?? SIGINT)
        let count = "the rows of \(directory.records.count) trials are kept in \(directory.files.folder)"
        return Failure(status, "\(status == .interrupted ? "interrupted" : "terminated"): \(count)")
    }

    /// The table, and where the files are.
    func summary(_ answers: [SearchRow], isMarkdown: Bool) -> String {
        let table = SearchTable(answers: answers)
        guard !isMarkdown else { return table.markdown() }
        return """
            The highest rate with: \(plan.words)
            \(table.text())
            Search:   \(directory.files.search)
            Trials:   \(directory.files.trials)

            """
    }
}
