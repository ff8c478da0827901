/// A Brownian motion that is stopped above a boundary at each look: the density of the paths still under way, on a
/// grid, with Simpson's weights.
struct StoppedMotion {
    private var places: [Double] = [0]
    /// Density times the grid's weight.
    private var masses: [Double] = [1]

    /// Chance that a path under way is above `level` after an increment of that variance.
    func crossing(weight: Double, above level: Double) -> Double {
        let spread = weight.squareRoot()
        var sum = 0.0
        for index in places.indices { sum += masses[index] * Normal.upperTail((level - places[index]) / spread) }
        return sum
    }

    /// The level that is crossed with that chance; infinite for a chance of 0.
    func level(weight: Double, crossedWith chance: Double) -> Double {
        guard chance > 0 else { return .infinity }
        var low = -40.0
        var high = 40.0
        while high - low > 1e-10 {
            let middle = 0.5 * (low + high)
            if crossing(weight: weight, above: middle) > chance { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// Goes on to the next look with the paths that stayed below the boundary. `time` is the variance since the start.
    mutating func advance(weight: Double, below boundary: Double, time: Double, nextWeight: Double) {
        let spread = weight.squareRoot()
        // Beyond 8 standard deviations lies 1e-15; a tenth of an increment is fine enough for Simpson's rule.
        let lowest = -8 * time.squareRoot()
        let highest = min(boundary, 8 * time.squareRoot())
        let step = 0.1 * min(spread, nextWeight.squareRoot())
        let intervals = 2 * max(1, Int(((highest - lowest) / (2 * step)).rounded(.up)))
        let width = (highest - lowest) / Double(intervals)
        var newPlaces: [Double] = []
        var newMasses: [Double] = []
        for index in 0...intervals {
            let place = lowest + Double(index) * width
            let simpson = index == 0 || index == intervals ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
            newPlaces.append(place)
            newMasses.append(density(at: place, spread: spread) * simpson * width / 3)
        }
        places = newPlaces
        masses = newMasses
    }

    private func density(at place: Double, spread: Double) -> Double {
        var sum = 0.0
        for index in places.indices { sum += masses[index] * Normal.density((place - places[index]) / spread) }
        return sum / spread
    }
}
