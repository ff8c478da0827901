/// Finds what a misspelt word was meant to be.
public enum Spelling {
    /// The candidate nearest to `word`, or nil where none is near enough: a third of its length, at least 1 edit.
    /// Ties go to the same first letter, then to the first.
    public static func suggestion(
        for word: String, among candidates: some Sequence<String>, foldingCase: Bool = false
    ) -> String? {
        let folded = { (text: String) in Array((foldingCase ? text.lowercased() : text).unicodeScalars) }
        let limit = max(1, word.unicodeScalars.count / 3)
        let distances = candidates.map { ($0, distance(folded(word), folded($0))) }
        let least = distances.map(\.1).min()
        let nearest = distances.first { $0.1 == least && $0.0.first == word.first } ?? distances.first { $0.1 == least }
        guard let nearest, nearest.1 <= limit, nearest.0 != word else { return nil }
        return nearest.0
    }

    /// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions, and swaps of
    /// two neighbours that turn one word into the other.
    public static func distance(_ left: String, _ right: String) -> Int {
        distance(Array(left.unicodeScalars), Array(right.unicodeScalars))
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let substitution = last[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(substitution, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}
