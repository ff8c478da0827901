/// Decodes what consists of text alone: a value, or values by name.
struct TextDecoder: Decoder {
    enum Content: Sendable {
        case value(String)
        case values([String: String])
    }

    let content: Content

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func decode<Value: Decodable>(_ type: Value.Type, from content: Content) throws -> Value {
        try Value(from: TextDecoder(content: content))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .values(let values) = content else { throw refusal("named values") }
        return KeyedDecodingContainer(Keyed(values: values, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw refusal("a list") }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        guard case .value(let value) = content else { throw refusal("a value") }
        return Single(value: value, decoder: self)
    }

    fileprivate func refusal(_ wanted: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "\(wanted) was asked for, and there is none"))
    }

    fileprivate func cast<Value>(_ text: String, to type: Value.Type) throws -> Value {
        guard let value = text as? Value else { throw refusal("a \(type)") }
        return value
    }

    private struct Single: SingleValueDecodingContainer {
        let value: String
        let decoder: TextDecoder
        var codingPath: [any CodingKey] { [] }

        func decodeNil() -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.cast(value, to: type) }
    }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let values: [String: String]
        let decoder: TextDecoder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { values.keys.compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }

        func decodeNil(forKey key: Key) throws -> Bool { !contains(key) }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            guard let value = values[key.stringValue] else { throw decoder.refusal("'\(key.stringValue)'") }
            return try decoder.cast(value, to: type)
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw decoder.refusal("named values") }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw decoder.refusal("a list")
        }

        func superDecoder() throws -> any Decoder { throw decoder.refusal("a super class") }

        func superDecoder(forKey key: Key) throws -> any Decoder { throw decoder.refusal("a super class") }
    }
}
