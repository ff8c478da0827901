import Experiment
import Foundation

/// What a run is to do: the plan, its trials, and where the results go. All of it is valid.
struct RunRequest: Sendable {
    enum Folder: Sendable, Equatable {
        /// The folder that was named, or one under `results/`.
        case new(String?)
        /// One of a run that was begun.
        case begun(String)
    }

    let plan: Plan
    let schedule: Schedule
    let folder: Folder
    /// Nil where nothing but the trial itself is to cost time.
    let profiling: TrialProfiling?

    init(plan: Plan, folder: Folder, profiling: TrialProfiling? = nil) throws {
        self.plan = plan
        self.folder = folder
        self.profiling = profiling
        do throws(PlanProblems) {
            schedule = try Self.schedule(plan, isProfiled: profiling != nil)
        } catch {
            throw Failure(.usage, error.description)
        }
        guard !schedule.trials.isEmpty else {
            throw Failure(
                .usage, "the plan '\(plan.name)' has no cells", hint: "Its rules under 'exclude' take all out.")
        }
    }

    /// A cell that is profiled is another than the same without: nothing takes its figures for the other's.
    private static func schedule(_ plan: Plan, isProfiled: Bool) throws(PlanProblems) -> Schedule {
        guard isProfiled else { return try Schedule(plan) }
        let matrix = try Matrix(plan)
        let cells = matrix.cells.map { cell in
            var cell = cell
            cell.profiled = true
            return cell
        }
        return Schedule(cells: cells, of: plan, skipped: matrix.skipped)
    }

    /// The program for a cell: the plan's command for its implementation, or the one that comes with laggard.
    func command(for cell: Cell) -> ChildCommand { command(of: cell.implementation) }

    /// The program of an implementation, as far as it can be found now: before its build it may not be there.
    func command(of implementation: String) -> ChildCommand {
        var command = plan.implementations[implementation].flatMap { ChildCommand.ofPlan($0.command) } ?? .own()
        command.arguments += profiling?.arguments ?? []
        return command
    }

    /// The trials that are still to be run.
    func missing() throws(Failure) -> [PlannedTrial] {
        let done = try done()
        return schedule.trials.filter { !done.contains($0.trialID) }
    }

    /// Ids of the trials that a begun run has already: none where it was killed before it had a file for them.
    func done() throws(Failure) -> Set<String> {
        guard case .begun(let folder) = folder else { return [] }
        let path = RunFiles(folder: folder).trials
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try RunFiles.read(path)
        } catch  where error.code == ENOENT {
            return []
        } catch {
            throw error.failure
        }
        return bytes.isEmpty ? [] : Set(try RunReader.rows(.trials, bytes, path).rows.map(\.trialID))
    }
}
