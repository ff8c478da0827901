extension SummaryKey {
    /// The columns that a table of these lines needs: strategy and subscribers always, the others where they vary. What
    /// a strategy does not have is no variation.
    static func varying(_ keys: [SummaryKey]) -> [Int] {
        names.indices.filter { index in
            index < 2
                || Set(keys.map { $0.values[index] }.filter { $0 != "-" }).count > 1
                    && !(names[index] == "partitions" && followsSubscribers(index, keys))
        }
    }

    /// Whether the number of subscribers decides the value, as the article's partitions do.
    private static func followsSubscribers(_ index: Int, _ keys: [SummaryKey]) -> Bool {
        Dictionary(grouping: keys, by: \.subscribers).values.allSatisfy { keys in
            Set(keys.map { $0.values[index] }).count == 1
        }
    }
}
