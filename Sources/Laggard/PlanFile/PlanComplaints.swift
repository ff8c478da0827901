import Yams

/// What is wrong, gathered so that one look at a file mends all of it.
struct PlanComplaints {
    /// Where a value comes from.
    enum Origin: Hashable {
        case mark(line: Int, column: Int)
        /// The text of a `--set`.
        case option(String)
        case nowhere

        init(_ node: Node) {
            self = node.mark.map { .mark(line: $0.line, column: $0.column) } ?? .nowhere
        }

        /// The front of a message.
        func front(_ file: String) -> String {
            switch self {
            case .mark(let line, let column): "\(file):\(line):\(column): "
            case .option(let text): "--set \(text): "
            case .nowhere: "\(file): "
            }
        }
    }

    let file: String
    private var lines: [(order: (Int, Int), text: String)] = []

    init(file: String) { self.file = file }

    var isEmpty: Bool { lines.isEmpty }

    /// Adds a message about `key`; an option names its key itself.
    mutating func add(_ message: String, about key: String?, at origin: Origin) {
        switch origin {
        case .mark(let line, let column):
            lines.append(((line, column), origin.front(file) + (key.map { "\($0): " } ?? "") + message))
        case .option: lines.append(((.max, lines.count), origin.front(file) + message))
        case .nowhere: lines.append(((0, 0), origin.front(file) + (key.map { "\($0): " } ?? "") + message))
        }
    }

    /// Throws what there is, in the order of the file.
    func check() throws(PlanFileErrors) {
        if !isEmpty { throw PlanFileErrors(lines.sorted { $0.order < $1.order }.map(\.text)) }
    }
}
