import Experiment
import Gate

extension RateComplaint {
    /// In a few words, as a row of `search.csv` and the table have it.
    var words: String {
        switch self {
        case .ended(let status, let detail): "ended as \(status.rawValue)\(detail.map { ": \($0)" } ?? "")"
        case .behind: "publishing fell behind"
        case .lost(let count): "the fast class lost \(count)"
        case .waiting(let count): "the fast class still waited for \(count)"
        case .broken(let limit, let figure?): "\(limit.metric.name) is \(HumanScale.text(figure, limit.metric.unit))"
        case .broken(let limit, nil): "\(limit.metric.name) is not known"
        }
    }
}
