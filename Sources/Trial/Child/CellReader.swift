import Experiment
import FoundationEssentials

/// Makes a cell of a line of JSON, or says what is wrong with it.
enum CellReader {
    /// Throws a `TrialError` that names the key.
    static func cell(from line: [UInt8]) throws -> Cell {
        do {
            return try JSONDecoder().decode(Cell.self, from: Data(line))
        } catch let error as DecodingError {
            throw TrialError("the cell is not what it should be: \(describe(error))")
        } catch {
            throw TrialError("the cell cannot be read: \(error)")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): describe(context)
        case .dataCorrupted(let context): describe(context)
        @unknown default: "\(error)"
        }
    }

    private static func describe(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? context.debugDescription : "'\(path)': \(context.debugDescription)"
    }
}
