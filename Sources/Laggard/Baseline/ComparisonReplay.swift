import Experiment
import Gate
import Results

/// The verdict of a comparison made again from its rows: the same to the byte. Pure.
struct ComparisonReplay {
    private let run: RecordedRun
    private let cells: [Cell]

    /// - Throws: `Failure`, usage where the plan in the manifest has no cells.
    init(_ run: RecordedRun) throws(Failure) {
        do throws(PlanProblems) {
            self.init(run, cells: try Matrix(run.manifest.plan).cells)
        } catch {
            throw Failure(.usage, "the plan of '\(run.folder)' cannot be read: \(error)")
        }
    }

    init(_ run: RecordedRun, cells: [Cell]) {
        self.run = run
        self.cells = cells
    }

    /// - Throws: `Failure`, nothing comparable where the run ended before its looks were planned.
    func report() throws(Failure) -> GateReport {
        guard let sides = run.manifest.comparison, run.manifest.exitStatus != nil else {
            throw Failure(.nothingComparable, "'\(run.folder)' was cut short: it has no verdict")
        }
        var rule = GateRule()
        rule.floor = sides.floor
        var course = ComparisonCourse(
            cells: cells, tolerances: run.manifest.plan.parsedTolerances,
            limits: run.manifest.plan.parsedLimits, seed: run.manifest.seed, rule: rule)
        let records = Dictionary(run.records.map { ($0.trialID, $0) }) { first, _ in first }
        while true {
            while case let due = course.due(), !due.isEmpty {
                let found = Self.found(due, records)
                guard found.count == due.count || course.isLooking else {
                    throw Failure(.nothingComparable, "'\(run.folder)' lacks trials that came before its looks")
                }
                course.take(found)
            }
            guard course.needsPlan else { break }
            do throws(LookPlan.TooFewPairs) {
                try course.plan(pairsPerCell: sides.pairsPerCell ?? 0)
            } catch {
                throw Failure(.nothingComparable, "\(error)")
            }
        }
        return course.report(base: sides.base.title, head: sides.head.title)
    }

    /// The rows of the pairs that are due, up to the first that was not run.
    private static func found(_ due: [PairSchedule.Pair], _ records: [String: TrialRecord]) -> [TrialPair] {
        var pairs: [TrialPair] = []
        for pair in due {
            guard let base = records[pair.trialID(.base)], let head = records[pair.trialID(.head)] else { break }
            pairs.append(TrialPair(base: base, head: head))
        }
        return pairs
    }
}
