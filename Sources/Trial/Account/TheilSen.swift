/// The Theil-Sen estimator: the median of the slopes between all pairs of points. One outlier, or a third of them, do
/// not move it far. (P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", 1968.)
enum TheilSen {
    /// Points beyond this are thinned evenly: pairs grow with the square.
    static let mostPoints = 1_200

    /// Slope in units of y per unit of x; nil with fewer than two different x.
    static func slope(_ points: [(x: Double, y: Double)]) -> Double? {
        let points = thinned(points)
        var slopes: [Double] = []
        slopes.reserveCapacity(points.count * max(0, points.count - 1) / 2)
        for (index, first) in points.enumerated() {
            for second in points[(index + 1)...] where second.x != first.x {
                slopes.append((second.y - first.y) / (second.x - first.x))
            }
        }
        guard !slopes.isEmpty else { return nil }
        slopes.sort()
        let middle = slopes.count / 2
        return slopes.count.isMultiple(of: 2) ? (slopes[middle - 1] + slopes[middle]) / 2 : slopes[middle]
    }

    private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard points.count > mostPoints else { return points }
        return (0..<mostPoints).map { points[$0 * (points.count - 1) / (mostPoints - 1)] }
    }
}
