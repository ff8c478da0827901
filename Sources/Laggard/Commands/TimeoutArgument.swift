import ArgumentParser

/// A time limit on the command line: `500ms`, `60s`, `2m`, `1h`; a bare number is seconds.
struct TimeoutArgument: ExpressibleByArgument, Equatable {
    let duration: Duration
    var defaultValueDescription: String { duration.shortText }

    init?(argument: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("", 1)]
        guard let unit = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.0.count)), number.isFinite,
            argument.first?.isNumber == true, argument.allSatisfy({ $0.isASCII && $0 != "x" && $0 != "p" })
        else { return nil }
        let seconds = number * unit.1
        guard (0.001...1_000_000).contains(seconds) else { return nil }
        duration = .seconds(seconds)
    }
}
