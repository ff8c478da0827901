/// Something for each topic. What was looked for last is found again without hashing the topic's name, as a publisher does
/// that keeps to one topic.
@usableFromInline
struct TopicTable<Value> {
    @usableFromInline private(set) var values: [String: Value] = [:]
    @usableFromInline var last: (topic: String, value: Value)?

    /// The same as the subscript, quicker where one topic is asked for again and again.
    @inlinable
    @inline(__always)
    mutating func find(_ topic: String) -> Value? {
        if let last, last.topic == topic { return last.value }
        return search(topic)
    }

    @inlinable
    @inline(never)
    mutating func search(_ topic: String) -> Value? {
        guard let value = values[topic] else { return nil }
        last = (topic, value)
        return value
    }

    subscript(topic: String) -> Value? {
        get { values[topic] }
        _modify {
            last = nil
            yield &values[topic]
        }
    }

    subscript(topic: String, default value: @autoclosure () -> Value) -> Value {
        get { values[topic, default: value()] }
        _modify {
            last = nil
            yield &values[topic, default: value()]
        }
    }
}
