import FoundationEssentials

/// Any JSON, as far as it takes to show it.
indirect enum JSONTree: Decodable, Equatable {
    case null
    /// As it is shown.
    case scalar(String)
    case list([JSONTree])
    /// Sorted by key.
    case object([Member])

    struct Member: Equatable {
        let key: String
        let value: JSONTree
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            self = .object(
                try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
                    Member(key: key.stringValue, value: try container.decode(JSONTree.self, forKey: key))
                })
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONTree] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONTree.self)) }
            self = .list(elements)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .scalar(flag ? "true" : "false")
        } else if let number = try? container.decode(Int.self) {
            self = .scalar(String(number))
        } else if let number = try? container.decode(UInt64.self) {
            self = .scalar(String(number))
        } else if let number = try? container.decode(Double.self) {
            self = .scalar("\(number)")
        } else {
            self = .scalar(try container.decode(String.self))
        }
    }

    init?(json bytes: [UInt8]) {
        guard let tree = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes)) else { return nil }
        self = tree
    }

    /// Definition lists, one in the other; what is empty is left out.
    var markup: Markup {
        switch self {
        case .null: ""
        case .scalar(let text): "\(text)"
        case .list(let elements):
            elements.allSatisfy(\.isScalar)
                ? Markup(elements.map { "<code>\($0.markup)</code>" }, separator: " ")
                : "<ol>\(Markup(elements.map { "<li>\($0.markup)</li>\n" }))</ol>"
        case .object(let members):
            "<dl>\n"
                + Markup(
                    members.filter { !$0.value.isEmpty }
                        .map { "<dt>\($0.key)</dt><dd>\($0.value.markup)</dd>\n" }) + "</dl>"
        }
    }

    private var isScalar: Bool {
        if case .scalar = self { true } else { false }
    }

    private var isEmpty: Bool {
        switch self {
        case .null: true
        case .scalar(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        }
    }
}
