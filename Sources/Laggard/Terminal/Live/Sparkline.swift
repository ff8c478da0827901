/// A row of figures as a row of small bars. Pure.
enum Sparkline {
    static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// What the lowest bar stands for.
    enum Scale: Sendable, Equatable {
        /// Nothing at all.
        case zero
        /// The least figure: for what changes little beside what it is. A change of less than a tenth of the largest
        /// does not fill the height.
        case least
    }

    /// A bar for each figure, the highest for the largest; a blank where there is none.
    static func text(_ values: [Double?], scale: Scale) -> String {
        let known = values.compactMap(\.self)
        guard let least = known.min(), let largest = known.max() else {
            return String(repeating: " ", count: values.count)
        }
        let bottom = scale == .zero ? min(0, least) : least
        let height = scale == .zero ? largest - bottom : max(largest - bottom, abs(largest) / 10)
        return String(values.map { value in value.map { bar(($0 - bottom) / height) } ?? " " })
    }

    /// - Parameter share: of the height; none where that is 0.
    private static func bar(_ share: Double) -> Character {
        guard share > 0 else { return bars[0] }
        return bars[Int(min(share * Double(bars.count), Double(bars.count - 1)))]
    }
}
