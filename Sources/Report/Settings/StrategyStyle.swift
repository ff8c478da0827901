import Experiment

/// How a strategy looks in every picture; told apart by colour, marker and line, so that any one of them will do.
struct StrategyStyle: Sendable, Equatable {
    /// On white, and on a dark ground.
    let color: String
    let darkColor: String
    /// In plotly's words.
    let symbol: String
    let dash: String

    /// Colours of Okabe and Ito and of Paul Tol, which the colour-blind can tell apart. The line says where a strategy
    /// comes from: solid as published, dashed repaired, dash-dotted what Swift code does today, dotted beyond.
    private static let known: [StrategyName: StrategyStyle] = [
        .after: .init(color: "#D55E00", darkColor: "#FF8A3D", symbol: "circle", dash: "solid"),
        .sharedTimer: .init(color: "#CC79A7", darkColor: "#E39AC3", symbol: "square", dash: "solid"),
        .sharedTicker: .init(color: "#882255", darkColor: "#D2669B", symbol: "triangle-up", dash: "solid"),
        .timer: .init(color: "#0072B2", darkColor: "#4DA6E0", symbol: "diamond", dash: "dash"),
        .ticker: .init(color: "#56B4E9", darkColor: "#8FD0F7", symbol: "triangle-down", dash: "dash"),
        .taskRace: .init(color: "#E69F00", darkColor: "#FFC043", symbol: "cross", dash: "dashdot"),
        .lazyAfter: .init(color: "#999933", darkColor: "#C2C25A", symbol: "pentagon", dash: "dashdot"),
        .dropNewest: .init(color: "#009E73", darkColor: "#2FCB9E", symbol: "triangle-left", dash: "dot"),
        .deadline: .init(color: "#000000", darkColor: "#FFFFFF", symbol: "triangle-right", dash: "dot"),
        .dropOldest: .init(color: "#332288", darkColor: "#9C8CF0", symbol: "hexagon", dash: "dot"),
        .evict: .init(color: "#661100", darkColor: "#D9806B", symbol: "star", dash: "dot"),
        .none: .init(color: "#888888", darkColor: "#A8A8A8", symbol: "diamond-tall", dash: "dot"),
    ]

    /// A strategy that is not in the list gets the style that its name makes, the same every time.
    static func of(_ strategy: String) -> StrategyStyle {
        if let name = StrategyName(rawValue: strategy), let style = known[name] { return style }
        let chance = crc32(strategy.utf8)
        let hue = Double(chance % 360) / 360
        let symbols = [
            "circle", "square", "triangle-up", "diamond", "triangle-down", "triangle-left", "triangle-right",
        ]
        return StrategyStyle(
            color: color(hue: hue, lightness: 0.35), darkColor: color(hue: hue, lightness: 0.7),
            symbol: symbols[Int(chance / 360 % 7)], dash: "solid")
    }

    /// The known ones in the order of the manual, then the others.
    static func inOrder(_ strategies: some Sequence<String>) -> [String] {
        let places = Dictionary(uniqueKeysWithValues: StrategyName.allCases.enumerated().map { ($1.rawValue, $0) })
        return Set(strategies).sorted { left, right in
            (places[left] ?? places.count, left) < (places[right] ?? places.count, right)
        }
    }

    private static func color(hue: Double, lightness: Double) -> String {
        let saturation = 0.6
        let high = lightness <= 0.5 ? lightness * (1 + saturation) : lightness + saturation - lightness * saturation
        let low = 2 * lightness - high
        let parts = [hue + 1 / 3, hue, hue - 1 / 3].map { turn -> String in
            let place = turn - turn.rounded(.down)
            let part =
                place < 1 / 6
                ? low + (high - low) * place * 6
                : place < 0.5 ? high : place < 2 / 3 ? low + (high - low) * (2 / 3 - place) * 6 : low
            let digits = String(Int((part * 255).rounded(.toNearestOrEven)), radix: 16, uppercase: true)
            return digits.count < 2 ? "0" + digits : digits
        }
        return "#" + parts.joined()
    }

    /// Of zlib and PNG: polynomial 0xEDB88320.
    private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
